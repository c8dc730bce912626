-- Published runs and what they found: leads, what each run said of them, and what persons did with them. A lead never
-- disappears: a run that no longer finds it says so, and only a proof closes it. What would tell a category of difficulty
-- (the exact kind, the ground, the rows it rests on) stands in a table of its own, which only those read who may see categories.

-- tables: of each table that the run filled, how many rows it gave and their digest, so that what stands here can be held
-- against what the run said. before_run_id: the run it was compared with. office_act: the act up to which it knew the office.
create table leads.run (
  division text not null references infrastructure.division,
  run_id bigint generated always as identity,
  run text not null,
  digest bytea not null check (octet_length(digest) = 32),
  content_digest bytea not null check (octet_length(content_digest) = 32),
  program_version text not null,
  pack text,
  pack_digest bytea not null check (octet_length(pack_digest) = 32),
  term text not null,
  reference_date date not null,
  counts jsonb not null,
  tables jsonb not null,
  before_run_id bigint,
  office_act bigint,
  -- The batches of rosters that it read, so that whoever takes one back is told.
  import_ids bigint[] not null default '{}',
  act_id bigint not null,
  primary key (division, run_id),
  unique (division, run),
  foreign key (division, act_id) references audit.act,
  foreign key (division, before_run_id) references leads.run
);
call infrastructure.classify('leads.run', 'internal', 'division', 'run_id', 'run', 'digest', 'content_digest', 'program_version', 'pack', 'pack_digest', 'term', 'reference_date', 'counts', 'tables', 'before_run_id', 'office_act', 'import_ids', 'act_id');
grant select, insert, update (counts, tables) on leads.run to yingjin_office;
call access.protect('leads.run', 'leads');
-- A run counts what it found over the whole county: read by whoever counts or reads anything of it, and not by a supplier or a parent.
drop policy sees on leads.run;
create policy sees on leads.run for select to yingjin_office using (
  (division = (select access.home()) and (select access.may('leads', 'counts') or access.may('results', 'counts') or access.may('questions', 'counts')))
  or division = any ((select access.divisions('leads', 'rows'))::text[]));

-- Which term is at hand: the newest run by its name and days alone, for every account of the county.
create function leads.run_at_hand() returns table (run text, term text, reference_date date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.run, r.term, r.reference_date from leads.run r where r.division = (select access.home()) order by r.run_id desc limit 1
$$;

-- From the first published run on, the program keeps count itself.
create function leads.first_run(in_division text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.run from leads.run r where r.division = in_division order by r.run_id limit 1
$$;
call registry.may_close_opening('leads.first_run(text)');

-- first_no: its number in the run that first found it. own_person_id: of whom it was found; person_id: who that is now, the
-- survivor where persons were joined (0009). A household where the kind is about one.
create table leads.lead (
  division text not null,
  lead_id bigint generated always as identity,
  person_id bigint not null,
  own_person_id bigint not null,
  household_id bigint,
  kind text not null check (kind in ('entitled-unpaid', 'paid-not-entitled', 'paid-twice', 'not-enrolled', 'on-roll-not-present', 'several-rolls', 'shared-id', 'contradiction', 'doubtful-id')),
  state text not null check (state in ('open', 'assigned', 'returned', 'proposed', 'closed')),
  presence text not null check (presence in ('new', 'persisting', 'gone', 'reopened')),
  owner_account_id bigint,
  due_on date not null,
  first_run_id bigint not null,
  first_no integer not null,
  act_id bigint not null,
  version integer not null default 1,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, lead_id),
  unique (division, first_run_id, first_no),
  foreign key (division, household_id) references registry.household,
  foreign key (division, owner_account_id) references access.account,
  check (state not in ('assigned', 'proposed') or owner_account_id is not null)
);
call registry.follow_person('leads.lead');
call registry.refer('leads.lead', 'own_person_id', 'registry.person', 'person_id');
call registry.refer('leads.lead', 'first_run_id', 'leads.run', 'run_id');
call registry.refer('leads.lead', 'act_id', 'audit.act', 'act_id');
create index lead_by_own_person on leads.lead (division, own_person_id);
-- Counting the leads of a county asks for what the row policy looks at, and for nothing else.
create index lead_in_place on leads.lead (division, lead_id) include (area, school_id, class_id, household_id, person_id);
-- A list stands by the day, the oldest first: of a division, of an owner, of a school.
create index lead_in_order on leads.lead (division, due_on, lead_id);
create index lead_by_owner on leads.lead (division, owner_account_id, due_on, lead_id);
create index lead_by_school on leads.lead (division, school_id, due_on, lead_id);
create index lead_by_due on leads.lead (division, due_on) where state <> 'closed';
call infrastructure.classify('leads.lead', 'internal', 'division', 'lead_id', 'person_id', 'own_person_id', 'household_id', 'kind', 'state', 'presence', 'owner_account_id', 'due_on', 'first_run_id', 'first_no', 'act_id', 'version', 'area', 'school_id', 'class_id');
grant select, insert, update (state, presence, owner_account_id, household_id, due_on, version) on leads.lead to yingjin_office;
call access.protect('leads.lead', 'leads');

-- What a lead is exactly, and what it rests on as the runs said it; a change ends the row and adds another.
create table leads.lead_ground (
  division text not null,
  lead_id bigint not null,
  person_id bigint not null,
  kind text not null check (kind in ('entitled-unpaid', 'paid-not-entitled', 'paid-twice', 'not-enrolled', 'on-roll-not-present', 'lifted-out-dropout', 'several-rolls', 'shared-id', 'contradiction', 'doubtful-id')),
  ground text not null,
  detail text not null,
  rests_on text not null,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, lead_id, act_id)
);
call registry.follow_person('leads.lead_ground');
call registry.refer('leads.lead_ground', 'lead_id', 'leads.lead', 'lead_id');
call registry.refer('leads.lead_ground', 'act_id', 'audit.act', 'act_id');
call registry.refer('leads.lead_ground', 'ended_act', 'audit.act', 'act_id');
create unique index ground_of_lead on leads.lead_ground (division, lead_id) where ended_act is null;
call infrastructure.classify('leads.lead_ground', 'internal', 'division', 'lead_id', 'person_id', 'act_id', 'ended_act', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.lead_ground', 'restricted', 'kind', 'ground', 'detail', 'rests_on');
grant select, insert, update (ended_act) on leads.lead_ground to yingjin_office;
call access.protect('leads.lead_ground', 'designations');

-- What a lead is about, for whoever sees it: no word of it and no row it names tells a category of difficulty or a payment
-- (0245); rests_on is null where the place of the rows would. A change ends the row and adds another.
create table leads.lead_about (
  division text not null,
  lead_id bigint not null,
  person_id bigint not null,
  says text not null,
  rests_on text,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, lead_id, act_id)
);
call registry.follow_person('leads.lead_about');
call registry.refer('leads.lead_about', 'lead_id', 'leads.lead', 'lead_id');
call registry.refer('leads.lead_about', 'act_id', 'audit.act', 'act_id');
call registry.refer('leads.lead_about', 'ended_act', 'audit.act', 'act_id');
create unique index about_of_lead on leads.lead_about (division, lead_id) where ended_act is null;
call infrastructure.classify('leads.lead_about', 'internal', 'division', 'lead_id', 'person_id', 'says', 'rests_on', 'act_id', 'ended_act', 'area', 'school_id', 'class_id');
grant select, insert, update (ended_act) on leads.lead_about to yingjin_office;
call access.protect('leads.lead_about', 'leads');

-- What each run said of a lead. A lead that stays gone is said once, by the run that first did not find it. person_no: the
-- person's number in the run, where it found the lead.
create table leads.lead_in_run (
  division text not null,
  lead_id bigint not null,
  run_id bigint not null,
  person_id bigint not null,
  person_no bigint,
  presence text not null check (presence in ('new', 'persisting', 'gone', 'reopened')),
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, lead_id, run_id)
);
call registry.follow_person('leads.lead_in_run');
call registry.refer('leads.lead_in_run', 'lead_id', 'leads.lead', 'lead_id');
call registry.refer('leads.lead_in_run', 'run_id', 'leads.run', 'run_id');
call infrastructure.classify('leads.lead_in_run', 'internal', 'division', 'lead_id', 'run_id', 'person_id', 'person_no', 'presence', 'area', 'school_id', 'class_id');
grant select, insert on leads.lead_in_run to yingjin_office;
call access.protect('leads.lead_in_run', 'leads');

-- What was done with a lead, in order. No account: a run did it, which may open a lead again and give it to whoever answers for it.
create table leads.lead_act (
  division text not null,
  lead_id bigint not null,
  act_id bigint not null,
  person_id bigint not null,
  move text not null check (move in ('assign', 'comment', 'attach', 'destroy-evidence', 'return', 'propose-close', 'refuse-close', 'close', 'reopen')),
  says text,
  proof text,
  to_account_id bigint,
  account_id bigint,
  on_behalf_of bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, lead_id, act_id, move),
  foreign key (division, lead_id) references leads.lead,
  foreign key (division, act_id) references audit.act,
  foreign key (division, person_id) references registry.person,
  foreign key (division, to_account_id) references access.account,
  foreign key (division, account_id) references access.account,
  foreign key (division, on_behalf_of) references access.account,
  check ((proof is not null) = (move in ('propose-close', 'close'))),
  check ((to_account_id is not null) = (move = 'assign')),
  check ((account_id is null) = (on_behalf_of is null)),
  check (account_id is not null or move in ('assign', 'reopen')),
  check (says is not null or move in ('assign', 'attach') or account_id is null)
);
call registry.follow_person('leads.lead_act');
call infrastructure.classify('leads.lead_act', 'internal', 'division', 'lead_id', 'act_id', 'person_id', 'move', 'says', 'proof', 'to_account_id', 'account_id', 'on_behalf_of', 'area', 'school_id', 'class_id');
grant select, insert on leads.lead_act to yingjin_office;
call access.protect('leads.lead_act', 'leads');

-- Whose the leads of the own county are, for whoever sees all of them and not the files of children (a head who gives out
-- work): the name and where the child goes to school and lives, and nothing else of it.
create function leads.children_of_leads(in_division text, of_persons bigint[])
returns table (person_id bigint, name text, school_id bigint, class_id bigint, township text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if (in_division = access.home() and in_division = any (access.divisions('leads', 'rows'))) is not true then return; end if;
  return query
    select p.person_id, p.name, p.school_id, p.class_id, left(p.area, 9) from registry.person p
    where p.division = in_division and p.person_id = any (of_persons) and p.gone_act is null
      and exists (select from leads.lead l where l.division = p.division and l.person_id = p.person_id);
end $$;

-- What accounts are called, for whoever sees leads or questions: who has one, and who did what with it.
create function leads.names_of_accounts(accounts bigint[]) returns table (account_id bigint, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.account_id, c.name from access.account c
  where c.account_id = any (accounts) and (c.division = (select access.home()) or c.division = any (access.divisions('leads', 'rows')))
    and (access.may('leads', 'rows') or access.may('questions', 'rows'))
$$;

-- When acts on leads happened and were recorded: days alone, of the actor's own division.
create function leads.days_of_acts(acts bigint[]) returns table (act_id bigint, happened_on date, recorded_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.act_id, a.happened_on, a.recorded_at from audit.act a
  where a.act_id = any (acts) and a.kind like 'leads.%'
    and (a.division = (select access.home()) or a.division = any (access.divisions('leads', 'rows')) or a.division = any (access.divisions('questions', 'rows')))
    and (access.may('leads', 'rows') or access.may('questions', 'rows'))
$$;

-- Whom work may be given to, with the roles they have today.
create function leads.takers() returns table (account_id bigint, name text, roles text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.account_id, c.name, array(
    select distinct r.name from access.grant g join access.role r on r.role = g.role
    where g.division = c.division and g.account_id = c.account_id and g.revoked_act is null
      and g.valid_from <= access.today() and (g.valid_to is null or g.valid_to >= access.today()) order by r.name)
  from access.account c
  where c.division = (select access.home()) and c.kind = 'person' and c.closed_at is null and access.may('leads', 'write')
  order by c.name, c.account_id
$$;

-- How many leads there are by place, kind and state, and how many of them are past their day; for roles that see no row too.
create function leads.count_leads(in_division text, by_place text, on_day date)
returns table (place text, kind text, state text, leads bigint, overdue bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  place text := case by_place when 'division' then 'null::text' when 'township' then 'case when length(area) >= 9 then left(area, 9) end' when 'school' then 'school_id::text' end;
begin
  if place is null then raise exception 'no count by “%”: division, township, school', by_place using errcode = '22023'; end if;
  return query execute format(
    $q$select %s, kind, state, count(*), count(*) filter (where state <> 'closed' and due_on < $2) from leads.lead where division = $1 and (%s) group by 1, 2, 3 order by 1, 2, 3$q$,
    place, access.rows_in_reach('leads.lead', 'leads', 'counts')) using in_division, on_day;
end $$;

-- Whether an account of the actor's own division may be given work: it is there and not closed.
create function leads.takes_work(the_account bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.account c where c.division = (select access.home()) and c.account_id = the_account and c.closed_at is null) $$;
