-- For whom somebody stands in, by name: whoever acts in their stead has to know who they are, and sees no other account.
create function access.principals() returns table (account_id bigint, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct c.account_id, c.name from access.deputy d join access.account c on c.division = d.division and c.account_id = d.for_account_id
  where d.account_id = (access.actor()).account_id and d.revoked_act is null and access.today() between d.valid_from and d.valid_to
$$;
