-- What officials do in the registry: schools founded and closed, children handed over from school to school, a school year
-- rolled over, changes asked for and approved, whole numbers shown, holders of a responsibility away.

-- Whether the actor reaches a person so far in a field of data, for functions that look past the row policies.
create function registry.reaches_person(in_division text, of_person bigint, in_field text, how text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select from registry.person p
    where p.division = in_division and p.person_id = of_person and p.gone_act is null
      and (p.division = any (access.divisions(in_field, how))
        or (p.division = access.home()
          and (p.school_id::text = any (access.reach(in_field, how, 'school')) or p.class_id::text = any (access.reach(in_field, how, 'class'))
            or left(p.area, 9) = any (access.reach(in_field, how, 'township')) or p.area = any (access.reach(in_field, how, 'village'))
            or p.person_id::text = any (access.reach(in_field, how, 'person'))))));
end $$;

-- Whether the actor reaches a school so far in a field of data.
create function registry.reaches_school(in_division text, of_school bigint, in_field text, how text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select in_division = any (access.divisions(in_field, how))
    or (in_division = access.home() and coalesce(of_school::text = any (access.reach(in_field, how, 'school')), false))
$$;

-- Places persons anew after facts about them were written. Whoever says that a child left the own school no longer reaches
-- it afterwards, so this is done with the owner's rights; it says nothing of its own: a person's place is a function of facts.
create function registry.settle_persons(in_division text, of_persons bigint[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if in_division is distinct from access.home() then raise exception 'persons of another division' using errcode = '42501'; end if;
  perform registry.refresh_persons(in_division, of_persons);
end $$;

-- Ends what acts said of a person's enrolment and says again that it was so until a day. Runs with the rights of whoever asks.
create function registry.close_enrolments(in_division text, of_person bigint, of_matters text[], last_day date, act bigint) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with over as (
    update registry.enrolment e set ended_act = act
    where e.division = in_division and e.person_id = of_person and e.matter = any (of_matters) and e.import_id is null and e.ended_act is null and e.valid_to is null
    returning e.*)
  insert into registry.enrolment (division, person_id, matter, at_school_id, at_school_name, at_class_id, stage, grade, class_name, boards, state, ground, source, valid_from, valid_to, act_id, area, school_id, class_id)
  select o.division, o.person_id, o.matter, o.at_school_id, o.at_school_name, o.at_class_id, o.stage, o.grade, o.class_name, o.boards, o.state, o.ground, o.source, o.valid_from, last_day, act, p.area, p.school_id, p.class_id
  from over o join registry.person p on p.division = o.division and p.person_id = o.person_id where o.valid_from <= last_day
$$;

-- A child on its way from one school to the next, and not yet received: 转学, or 升学 after the last grade of a stage. It
-- stays on the roll of the school that hands it over until the other one confirms, so that no child falls between two schools.
create table registry.handover (
  division text not null,
  handover_id bigint generated always as identity,
  person_id bigint not null,
  kind text not null check (kind in ('transfer', 'next-stage')),
  from_school_id bigint,
  to_school_id bigint,
  to_school_name text,
  stage text,
  grade text,
  status text not null default 'open' check (status in ('open', 'received', 'withdrawn')),
  opened_on date not null,
  closed_on date,
  act_id bigint not null,
  directed_act bigint,
  closed_act bigint,
  version integer not null default 1,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, handover_id),
  foreign key (division, person_id) references registry.person,
  foreign key (division, from_school_id) references registry.school,
  foreign key (division, to_school_id) references registry.school,
  foreign key (division, act_id) references audit.act,
  foreign key (division, directed_act) references audit.act,
  foreign key (division, closed_act) references audit.act,
  check (from_school_id <> to_school_id or kind = 'next-stage'),
  check ((closed_act is null) = (status = 'open'))
);
create unique index handover_open on registry.handover (division, person_id) where status = 'open';
create index handover_to_school on registry.handover (division, to_school_id) where status = 'open';
create index handover_by_act on registry.handover (division, act_id);
call infrastructure.classify('registry.handover', 'internal', 'division', 'handover_id', 'person_id', 'kind', 'from_school_id', 'to_school_id', 'to_school_name', 'stage', 'grade', 'status', 'opened_on', 'closed_on', 'act_id', 'directed_act', 'closed_act', 'version', 'area', 'school_id', 'class_id');
call registry.follow_person('registry.handover');
grant select, insert, update (to_school_id, to_school_name, status, closed_on, directed_act, closed_act, version) on registry.handover to yingjin_office;
call access.protect('registry.handover', 'persons');

-- Open handovers that the actor answers for: of children in its reach, and those on their way to a school in its reach,
-- who are nobody's there yet and whom their own rows would not show.
create function registry.open_handovers(after_handover bigint, most int)
returns table (handover_id bigint, person_id bigint, name text, sex text, born_on date, kind text, from_school_id bigint, to_school_id bigint, to_school_name text,
  stage text, grade text, opened_on date, version int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  home text := access.home();
  wide boolean := home = any (access.divisions('persons', 'rows'));
  schools bigint[] := access.reach('persons', 'rows', 'school');
begin
  return query
    select h.handover_id, h.person_id, p.name, p.sex, p.born_on, h.kind, h.from_school_id, h.to_school_id, h.to_school_name, h.stage, h.grade, h.opened_on, h.version
    from registry.handover h join registry.person p on p.division = h.division and p.person_id = h.person_id
    where h.division = home and h.status = 'open' and h.handover_id > after_handover
      and (wide or h.to_school_id = any (schools) or h.from_school_id = any (schools) or registry.reaches_person(home, h.person_id, 'persons', 'rows'))
    order by h.handover_id limit most;
end $$;

-- The receiving school confirms: the child is on its roll and in its classroom. It did not reach the child until now.
create function registry.receive_handover(of_handover bigint, at_school bigint, at_class bigint, sleeps_there boolean, on_day date, at_version int, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  h registry.handover;
  was record;
begin
  call access.require_own_act(a, act);
  select * into h from registry.handover t where t.division = a.division and t.handover_id = of_handover for update;
  if not found or not (registry.reaches_school(a.division, at_school, 'persons', 'write')
      and (coalesce(h.to_school_id, h.from_school_id) = at_school or registry.reaches_school(a.division, h.to_school_id, 'persons', 'rows')
        or registry.reaches_person(a.division, h.person_id, 'persons', 'rows'))) then
    return access.refused('not-found');
  end if;
  if h.status <> 'open' then return access.refused('handover-over', jsonb_build_object('status', h.status)); end if;
  if h.version <> at_version then return access.refused('stale', jsonb_build_object('version', h.version, 'given', at_version)); end if;
  if h.to_school_id is null and not (a.division = any (access.divisions('persons', 'write'))) then return access.refused('handover-undirected'); end if;
  if h.to_school_id is distinct from at_school and h.to_school_id is not null then
    return access.refused('handover-elsewhere', jsonb_build_object('schoolId', h.to_school_id::text));
  end if;
  if on_day < h.opened_on then return access.refused('day-before', jsonb_build_object('day', on_day, 'earliest', h.opened_on)); end if;
  if at_class is not null and not exists (
    select from registry.class c where c.division = a.division and c.class_id = at_class and c.school_id = at_school and c.ended_act is null) then
    return access.refused('class-of-other-school');
  end if;
  select s.stage, s.grade, s.boards into was from registry.standing_enrolment(a.division, array[h.person_id]) s where s.matter = 'on-roll';
  perform registry.close_enrolments(a.division, h.person_id, array['on-roll', 'present'], on_day - 1, act);
  insert into registry.enrolment (division, person_id, matter, at_school_id, at_class_id, stage, grade, class_name, boards, state, source, valid_from, act_id)
  select a.division, h.person_id, m, at_school, at_class, coalesce(h.stage, was.stage), case when h.stage is null then coalesce(h.grade, was.grade) else h.grade end,
    (select n.name from registry.class_name n where n.division = a.division and n.class_id = at_class and n.ended_act is null order by n.school_year desc limit 1),
    coalesce(sleeps_there, was.boards), 'enrolled', 'school-life', on_day, act
  from unnest(array['on-roll', 'present']) m;
  update registry.handover t set status = 'received', to_school_id = at_school, closed_on = on_day, closed_act = act, version = t.version + 1
  where t.division = a.division and t.handover_id = of_handover;
  perform registry.settle_persons(a.division, array[h.person_id]);
  return (h.person_id, null, '{}')::access.answer;
end $$;

-- 升级: a school year rolled over, for one school or all that were not yet; one act, which another act may undo.
create table registry.roll_over (
  division text not null,
  roll_over_id bigint generated always as identity,
  school_year text not null check (school_year ~ '^[0-9]{4}-[0-9]{4}$'),
  school_id bigint,
  counts jsonb not null,
  act_id bigint not null,
  undone_act bigint,
  version integer not null default 1,
  primary key (division, roll_over_id),
  foreign key (division, school_id) references registry.school,
  foreign key (division, act_id) references audit.act,
  foreign key (division, undone_act) references audit.act
);
create unique index roll_over_of_year on registry.roll_over (division, school_year, coalesce(school_id, 0)) where undone_act is null;
call infrastructure.classify('registry.roll_over', 'internal', 'division', 'roll_over_id', 'school_year', 'school_id', 'counts', 'act_id', 'undone_act', 'version');
grant select, insert, update (undone_act, version) on registry.roll_over to yingjin_office;
call access.protect('registry.roll_over', 'persons');

-- When roll-overs were done and taken back, and by whom: of those in reach.
create function registry.moments_of_roll_overs(in_division text)
returns table (roll_over_id bigint, done_at timestamptz, done_by text, undone_at timestamptz, undone_by text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format(
    'select r.roll_over_id, d.recorded_at, n.name, u.recorded_at, m.name
     from (select * from registry.roll_over where division = $1 and (%s)) r
     join audit.act d on d.division = r.division and d.act_id = r.act_id
     left join access.account n on n.division = d.division and n.account_id = d.account_id
     left join audit.act u on u.division = r.division and u.act_id = r.undone_act
     left join access.account m on m.division = u.division and m.account_id = u.account_id',
    access.rows_in_reach('registry.roll_over', 'persons', 'rows')) using in_division;
end $$;

-- When a person was merged and split, and by whom: of whom is in reach.
create function registry.moments_of_person_events(in_division text, of_person bigint) returns table (person_event_id bigint, recorded_at timestamptz, account text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not registry.reaches_person(in_division, of_person, 'persons', 'rows') then return; end if;
  return query
    select e.person_event_id, a.recorded_at, n.name from registry.person_event e
    join registry.person o on o.division = e.division and o.person_id = e.other_person_id
    join audit.act a on a.division = e.division and a.act_id = e.act_id
    left join access.account n on n.division = a.division and n.account_id = a.account_id
    where e.division = in_division and of_person in (e.person_id, e.other_person_id, o.merged_into);
end $$;

-- When lists were locked, and by whom: of those in reach.
create function registry.moments_of_locks(in_division text) returns table (locked_list_id bigint, locked_at timestamptz, locked_by text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format(
    'select l.locked_list_id, a.recorded_at, n.name from (select * from registry.locked_list where division = $1 and (%s)) l
     join audit.act a on a.division = l.division and a.act_id = l.act_id
     left join access.account n on n.division = a.division and n.account_id = a.account_id',
    access.rows_in_reach('registry.locked_list', 'persons', 'rows')) using in_division;
end $$;

-- What rests on a roll-over: later acts about the enrolment of those it moved, and later imports with rows about them.
create function registry.what_rests_on_roll_over(in_division text, of_roll_over bigint) returns table (what text, label text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not in_division = any (access.divisions('persons', 'write')) then return; end if;
  return query
    with base as (select r.act_id from registry.roll_over r where r.division = in_division and r.roll_over_id = of_roll_over),
    moved as (select distinct e.person_id from base b join registry.enrolment e on e.division = in_division and e.act_id = b.act_id)
    select 'school-life', l.act_id::text from (
      select distinct e.act_id from base b, moved m join registry.enrolment e on e.division = in_division and e.person_id = m.person_id
      where e.import_id is null and e.ended_act is null and e.act_id > b.act_id order by 1) l
    union all
    select 'import', i.import_id::text from base b join registry.import i on i.division = in_division and i.status = 'committed' and i.committed_act > b.act_id
    where exists (select from registry.import_row r join moved m on m.person_id = r.person_id where r.division = in_division and r.import_id = i.import_id);
end $$;

-- 离岗: who holds a responsibility and is away from a day to a day, while the deputy acts.
create table registry.away (
  division text not null,
  away_id bigint generated always as identity,
  person_id bigint not null,
  valid_from date not null,
  valid_to date not null,
  reason text not null,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, away_id),
  foreign key (division, person_id) references registry.person,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act,
  check (valid_to >= valid_from)
);
call infrastructure.classify('registry.away', 'internal', 'division', 'away_id', 'person_id', 'valid_from', 'valid_to', 'reason', 'act_id', 'ended_act', 'area', 'school_id', 'class_id');
call registry.follow_person('registry.away');
grant select, insert, update (ended_act) on registry.away to yingjin_office;
call access.protect('registry.away', 'persons');

-- What acts have laid upon an import besides what stands on persons it made: children moved whose enrolment or household it
-- told or ended, handovers and absences of persons it made, and whatever is said of a household it made.
create function registry.acts_on_import(in_division text, of_import bigint) returns table (what text, label text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with base as (select i.import_id, i.committed_act from registry.import i where i.division = in_division and i.import_id = of_import and i.status = 'committed'),
  acts as materialized (select a.act_id from base b, registry.acts_of_import(in_division, of_import) a (act_id)),
  made as (select p.person_id from acts a join registry.person p on p.division = in_division and p.act_id = a.act_id),
  households as (select h.household_id from acts a join registry.household h on h.division = in_division and h.act_id = a.act_id),
  enrolled as (select distinct e.person_id from acts a join registry.enrolment e on e.division = in_division and a.act_id in (e.act_id, e.ended_act)),
  housed as (select distinct m.person_id from acts a join registry.household_member m on m.division = in_division and a.act_id in (m.act_id, m.ended_act))
  select distinct 'school-life', e.act_id::text from base b, enrolled c join registry.enrolment e on e.division = in_division and e.person_id = c.person_id
  where e.import_id is null and e.ended_act is null and e.act_id > b.committed_act
  union all
  select distinct 'household-act', m.act_id::text from base b, registry.household_member m
  where m.division = in_division and m.import_id is null and m.ended_act is null and m.act_id > b.committed_act
    and (m.person_id in (select person_id from housed) or m.household_id in (select household_id from households))
  union all
  select 'handover', t.handover_id::text from made m join registry.handover t on t.division = in_division and t.person_id = m.person_id
  union all
  select 'away', t.away_id::text from made m join registry.away t on t.division = in_division and t.person_id = m.person_id
  union all
  select 'responsibility', t.responsibility_id::text from households h join registry.responsibility t
    on t.division = in_division and t.household_id = h.household_id and t.ended_act is null
$$;
call registry.may_rest_on_import('registry.acts_on_import(text, bigint)');

-- A change asked for by whoever sees the person, though it may not write: a class teacher finds the wrong birth date.
create function registry.ask_change(of_person bigint, of_kind text, what jsonb, with_record uuid, numbers bytea, at_school bigint, why text, act bigint)
returns bigint language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  made bigint;
begin
  call access.require_own_act(a, act);
  if of_person is not null and not registry.reaches_person(a.division, of_person, 'persons', 'rows')
    or of_person is null and not registry.reaches_school(a.division, at_school, 'persons', 'rows') then
    raise exception 'a change of somebody out of reach' using errcode = '42501';
  end if;
  insert into registry.change_request (division, person_id, kind, wanted, record, numbers_sealed, reason, asked_by, act_id, school_id)
  values (a.division, of_person, of_kind, what, with_record, numbers, why, a.for_account_id, act, case when of_person is null then at_school end)
  returning change_request_id into made;
  if of_person is not null then
    update registry.change_request t set area = p.area, school_id = p.school_id, class_id = p.class_id
    from registry.person p where p.division = a.division and p.person_id = of_person and t.division = a.division and t.change_request_id = made;
  end if;
  return made;
end $$;

-- Whoever asked takes it back.
create function registry.withdraw_change(of_request bigint, at_version int, act bigint) returns access.answer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  r registry.change_request;
begin
  call access.require_own_act(a, act);
  select * into r from registry.change_request t where t.division = a.division and t.change_request_id = of_request for update;
  if not found or not r.asked_by in (a.account_id, a.for_account_id) then return access.refused('not-found'); end if;
  if r.status <> 'asked' then return access.refused('request-answered', jsonb_build_object('status', r.status)); end if;
  if r.version <> at_version then return access.refused('stale', jsonb_build_object('version', r.version, 'given', at_version)); end if;
  update registry.change_request t set status = 'withdrawn', answered_act = act, version = t.version + 1
  where t.division = a.division and t.change_request_id = of_request;
  return (of_request, null, '{}')::access.answer;
end $$;

-- Whether an account is the actor's own, the one it stands in for, or of the same person: who makes does not check.
create function registry.is_own_account(account bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select access.is_own(access.actor(), account) $$;

-- Whose a number is already, anywhere in the division; asked with blind indexes by whoever may write persons.
create function registry.person_of_number(of_kind text, indexes bytea[]) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(p.merged_into, p.person_id) from registry.identity_number n join registry.person p on p.division = n.division and p.person_id = n.person_id
  where n.division = access.home() and access.may('persons', 'write') and n.kind = of_kind and n.number_index = any (indexes)
    and n.ended_act is null and p.gone_act is null
  order by 1 limit 1
$$;

-- Which register a household is of, for whoever reaches somebody in it.
create function registry.register_of_household(of_household bigint) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.register from registry.household h where h.division = access.home() and h.household_id = of_household and exists (
    select from registry.household_member m
    where m.division = h.division and m.household_id = h.household_id and registry.reaches_person(m.division, m.person_id, 'persons', 'rows'))
$$;

-- How much somebody holds from a day on, wherever it lies: who hands over all of it must reach all of it.
create function registry.held_from(of_person bigint, from_day date, of_chain text) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from registry.responsibility r
  where r.division = access.home() and access.may('persons', 'write') and r.holder_person_id = of_person and r.ended_act is null
    and (r.valid_to is null or r.valid_to >= from_day) and (of_chain is null or r.chain = of_chain)
$$;

-- Reference: how often an account may ask for something within a day.
create table registry.daily_limit (
  use_case text primary key,
  most integer not null check (most >= 0)
);
call infrastructure.classify('registry.daily_limit', 'open', 'use_case', 'most');
insert into registry.daily_limit values ('registry.unmask-number', 50);
grant select on registry.daily_limit to yingjin_office;

create index entry_of_unmasking on audit.entry (division, account_id, recorded_at) where kind = 'unmask';

-- How many whole numbers the actor has been shown today, the county's day.
create function registry.unmasked_today() returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from access.actor() a join audit.entry e on e.division = a.division and e.account_id = a.account_id and e.kind = 'unmask'
    and e.recorded_at >= (access.today()::timestamp at time zone 'Asia/Shanghai')
$$;
