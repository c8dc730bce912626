-- What whoever administers the accounts of a county is told of the lists that departments sent, so that a grant over one is
-- given and read by its name: kind, source and day. Of their rows nothing is said.
create function access.lists_to_grant(batches text[]) returns table (import_id bigint, roster text, sender text, as_of date, status text, total bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.import_id, i.roster, i.sender, i.as_of, i.status, count(*) over () from registry.import i
  where i.division = (select access.home()) and i.division = any (access.divisions('access', 'rows'))
    and case when batches is null then i.status in ('staged', 'committed', 'given-up') else i.import_id::text = any (batches) end
  order by i.import_id desc limit case when batches is null then 500 end
$$;
