-- Whoever is given a lead or a question must be able to act on it: by a grant or a relation in force that writes in the
-- field, over the place where the child stands. Of the pairs given, those that can; persons and accounts of the actor's own division.
create function leads.accounts_acting(in_field text, persons bigint[], accounts bigint[]) returns table (person_id bigint, account_id bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with home as materialized (select access.home() as division where access.may(in_field, 'write')),
  pair as materialized (
    select distinct w.person_id, w.account_id, c.person_id as holder, p.area, p.school_id, p.class_id
    from unnest(persons, accounts) w (person_id, account_id), home h
    join access.account c on c.division = h.division and c.closed_at is null
    join registry.person p on p.division = h.division
    where c.account_id = w.account_id and p.person_id = w.person_id
  ), granted as materialized (
    select a.account_id, h.role, h.kind, h.key from (select distinct pair.account_id from pair) a cross join lateral access.held(a.account_id, in_field, 'write') h
  ), by_grant as materialized (
    select distinct pair.person_id, pair.account_id from home, pair join granted g using (account_id)
    where case g.kind
      when 'division' then g.key = home.division
      when 'township' then case when access.holds_schools_of_township(g.role)
        then pair.school_id::text in (select access.schools_of_townships(home.division, array[g.key])) else left(pair.area, 9) = g.key end
      when 'village' then pair.area = g.key
      when 'school' then pair.school_id::text = g.key
      when 'class' then pair.class_id::text = g.key
      when 'person' then pair.person_id::text = g.key
      when 'household' then pair.person_id::text in (select access.persons_of_households(home.division, array[g.key]))
      else false end
  ), left_over as materialized (
    select pair.* from pair where pair.holder is not null and not exists (
      select from by_grant b where b.person_id = pair.person_id and b.account_id = pair.account_id)
  ), related as materialized (
    select a.account_id, v.kind, k.key
    from home, (select distinct o.account_id, o.holder from left_over o) a
    cross join (values ('person'), ('household'), ('village'), ('township')) v (kind)
    cross join lateral access.relation_keys(home.division, a.holder, v.kind) k
    join access.role_level l on l.role = k.role and l.level = v.kind and l.by_relation
    join access.role_right r on r.role = k.role and r.field = in_field and r.reach = 'write' and not r.when_opened
  )
  select b.person_id, b.account_id from by_grant b
  union
  select o.person_id, o.account_id from home, left_over o join related r using (account_id)
  where case r.kind
    when 'township' then left(o.area, 9) = r.key
    when 'village' then o.area = r.key
    when 'person' then o.person_id::text = r.key
    when 'household' then o.person_id::text in (select access.persons_of_households(home.division, array[r.key]))
  end
$$;

-- Whom work may be given to, with the roles they have today: whoever may act on the child, or where none is named, on any.
drop function leads.takers();
create function leads.takers(in_field text, the_person bigint) returns table (account_id bigint, name text, roles text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with open_account as materialized (
    select c.division, c.account_id, c.name, c.person_id from access.account c
    where c.division = (select access.home()) and c.kind = 'person' and c.closed_at is null and access.may(in_field, 'write')
  ), taking as (
    select a.account_id from leads.accounts_acting(in_field,
      array(select the_person from open_account where the_person is not null), array(select o.account_id from open_account o where the_person is not null)) a
    union
    select o.account_id from open_account o where the_person is null and (
      exists (select from access.held(o.account_id, in_field, 'write'))
      or exists (
        select from (values ('person'), ('household'), ('village'), ('township')) v (kind)
        cross join lateral access.relation_keys(o.division, o.person_id, v.kind) k
        join access.role_level l on l.role = k.role and l.level = v.kind and l.by_relation
        join access.role_right r on r.role = k.role and r.field = in_field and r.reach = 'write' and not r.when_opened
        where o.person_id is not null))
  )
  select o.account_id, o.name, array(
    select distinct r.name from access.grant g join access.role r on r.role = g.role
    where g.division = o.division and g.account_id = o.account_id and g.revoked_act is null
      and g.valid_from <= access.today() and (g.valid_to is null or g.valid_to >= access.today()) order by r.name)
  from open_account o where o.account_id in (select t.account_id from taking t)
  order by o.name, o.account_id
$$;
