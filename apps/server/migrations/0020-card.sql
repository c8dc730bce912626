-- A person's card: what every source says of a person, over all tables that say it, a line for each row. Everybody's own
-- reach holds in it (the view looks with the eyes of whoever asks), and whoever sees a field of the whole division is
-- asked once for it rather than in each table (0227).

-- Of these fields, those in which the actor sees every row of the division.
create function access.whole_fields(in_division text, of_fields text[]) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  whole text[] := '{}';
  one text;
begin
  foreach one in array of_fields loop
    if in_division = any (access.divisions(one, 'rows')) then whole := whole || one; end if;
  end loop;
  return whole;
end $$;

-- A handover stands here as it stands now: how it stood as known on an earlier act is another question, which the card asks itself.
create view registry.card_line with (security_invoker = true) as
  select t.division, t.person_id, 0 as at, 'particulars' as matter, 'persons' as field, to_jsonb(t) as says, null::uuid as record, null::bytea as number_sealed,
    null::date as valid_from, null::date as valid_to, t.act_id, t.ended_act, t.import_id, t.row_no, t.particulars_id as id from registry.particulars t
  union all select t.division, t.person_id, 1, 'residence', 'persons', to_jsonb(t), null, null,
    null, null, t.act_id, t.ended_act, t.import_id, t.row_no, t.residence_id from registry.residence t
  union all select t.division, t.person_id, 2, 'identity_number', 'persons', to_jsonb(t), t.record, t.number_sealed,
    null, null, t.act_id, t.ended_act, t.import_id, t.row_no, t.identity_number_id from registry.identity_number t
  union all select t.division, t.person_id, 3, 'enrolment', 'persons', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, t.ended_act, t.import_id, t.row_no, t.enrolment_id from registry.enrolment t
  union all select t.division, t.person_id, 4, 'handover', 'persons', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, null, null, null, t.handover_id
    from (select h.division, h.handover_id, h.person_id, h.kind, h.from_school_id, h.to_school_id, h.to_school_name, h.stage, h.grade, h.status,
      h.opened_on as valid_from, h.closed_on as valid_to, h.act_id from registry.handover h) t
  union all select t.division, t.person_id, 5, 'designation', 'designations', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, t.ended_act, t.import_id, t.row_no, t.designation_id from registry.designation t
  union all select t.division, t.person_id, 6, 'household_member', 'persons', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, t.ended_act, t.import_id, t.row_no, t.household_member_id from registry.household_member t
  union all select t.division, t.person_id, 7, 'guardianship', 'persons', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, t.ended_act, t.import_id, t.row_no, t.guardianship_id from registry.guardianship t
  union all select t.division, t.person_id, 8, 'person_role', 'persons', to_jsonb(t), null, null,
    null, null, t.act_id, t.ended_act, t.import_id, t.row_no, t.person_role_id from registry.person_role t
  union all select t.division, t.person_id, 9, 'post', 'organisations', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, t.ended_act, null, null, t.post_id from registry.post t
  union all select t.division, t.person_id, 10, 'responsibility', 'persons', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, t.ended_act, null, null, t.responsibility_id from registry.responsibility t
  union all select t.division, t.person_id, 11, 'away', 'persons', to_jsonb(t), null, null,
    t.valid_from, t.valid_to, t.act_id, t.ended_act, null, null, t.away_id from registry.away t
  union all select t.division, t.person_id, 12, 'past_payment', 'payments', to_jsonb(t), null, null,
    null, null, t.act_id, t.ended_act, t.import_id, t.row_no, t.past_payment_id from registry.past_payment t
  union all select t.division, t.person_id, 13, 'opening_entry', 'payments', to_jsonb(t), null, null,
    null, null, t.act_id, t.ended_act, t.import_id, t.row_no, t.opening_entry_id from registry.opening_entry t;
grant select on registry.card_line to yingjin_office;

-- What is on record now of these persons, in the fields that the actor sees of the whole division; the rest of the card is
-- the view's, which asks each row.
create function registry.whole_card(in_division text, of_persons bigint[]) returns setof registry.card_line
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  whole text[] := access.whole_fields(in_division, array['persons', 'designations', 'organisations', 'payments']);
begin
  return query
    select * from registry.card_line l
    where l.division = in_division and l.person_id = any (of_persons) and l.ended_act is null and l.field = any (whole);
end $$;

-- The numbers of persons for whoever sees the persons of the whole division, sealed as they are kept.
create function registry.whole_numbers(in_division text, of_persons bigint[])
returns table (person_id bigint, kind text, record uuid, number_sealed bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(access.whole_fields(in_division, array['persons'])) = 0 then return; end if;
  return query
    select distinct on (n.person_id, n.kind, n.number_index) n.person_id, n.kind, n.record, n.number_sealed from registry.identity_number n
    where n.division = in_division and n.person_id = any (of_persons) and n.ended_act is null
    order by n.person_id, n.kind, n.number_index, n.identity_number_id;
end $$;

-- What schools, classes and townships are called now. Names of places are open to every account of the division, and to
-- whoever reaches it: asked once for a page of children, not in each table for each of them.
create function registry.names_of_places(in_division text, schools bigint[], classes bigint[], townships text[])
returns table (kind text, place text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (in_division = access.home() or in_division = any (access.divisions('organisations', 'rows'))) is not true then return; end if;
  return query
    select 'school', s::text, n.name from unnest(schools) s
    cross join lateral (select o.name from registry.organisation_name o
      where o.division = in_division and o.organisation_id = s and o.ended_act is null order by o.valid_from desc limit 1) n
    union all
    select 'class', c::text, n.name from unnest(classes) c
    cross join lateral (select k.name from registry.class_name k
      where k.division = in_division and k.class_id = c and k.ended_act is null order by k.school_year desc limit 1) n
    union all
    select 'township', t, n.name from unnest(townships) t
    cross join lateral (select m.name from registry.organisation o
      join registry.organisation_name m on m.division = o.division and m.organisation_id = o.organisation_id and m.ended_act is null
      where o.division = in_division and o.kind = 'township' and o.area = t and o.ended_act is null order by m.valid_from desc limit 1) n;
end $$;
