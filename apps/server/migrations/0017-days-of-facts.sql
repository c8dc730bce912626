-- When the facts of persons were recorded: days alone, of acts of the actor's own division, for whoever sees persons there.
-- Who did it, and what else, stays with those who read the trail.
create function registry.days_of_acts(acts bigint[]) returns table (act_id bigint, recorded_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.act_id, a.recorded_at from audit.act a
  where a.act_id = any (acts) and (a.division = (select access.home()) or a.division = any (access.divisions('persons', 'rows')))
    and access.may('persons', 'rows')
$$;

-- Whoever answers a request for a change reads who asked and when, and no more of the account or the act.
create function registry.askers_of_changes(requests bigint[]) returns table (change_request_id bigint, asker text, recorded_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.change_request_id, c.name, a.recorded_at from registry.change_request r
  join access.account c on c.account_id = r.asked_by
  join audit.act a on a.division = r.division and a.act_id = r.act_id
  where r.change_request_id = any (requests) and access.may('persons', 'rows')
    and (r.division = (select access.home()) or r.division = any (access.divisions('persons', 'rows')))
$$;
