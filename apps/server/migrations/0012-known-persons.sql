-- Who is known, as the batch plane is told before a run.

-- The newest act of a division of which everything is seen that came before it: acts of transactions that were still
-- running when this moment was fixed, and whatever came after the first of them, are not counted in. A number alone: it
-- says of nobody anything, and whoever asks learns how far the office's own moment reaches.
create function registry.settled_act(in_division text) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((
    select e.act_id from audit.entry e
    where e.division = in_division and in_division = access.home() and e.act_id is not null
      and (e.cluster <> audit.cluster() or e.tid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    order by e.act_id desc limit 1), 0)
$$;
