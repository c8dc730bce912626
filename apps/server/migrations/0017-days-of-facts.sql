-- When the facts of persons were recorded: days alone, of acts of the actor's own division, for whoever sees persons there.
-- Who did it, and what else, stays with those who read the trail.
create function registry.days_of_acts(acts bigint[]) returns table (act_id bigint, recorded_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.act_id, a.recorded_at from audit.act a
  where a.act_id = any (acts) and (a.division = (select access.home()) or a.division = any (access.divisions('persons', 'rows')))
    and access.may('persons', 'rows')
$$;
