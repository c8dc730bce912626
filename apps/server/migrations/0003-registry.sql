-- People, households, schools and what is known of them. What a roster or an act said is a row that names the import and
-- its row, or the act; it is never overwritten: a change ends the row (ended_act) and adds another. Of one matter two
-- sources may stand side by side. A row is known from act_id until ended_act, and true from valid_from until valid_to.

create schema if not exists registry;
grant usage on schema registry to yingjin_office;

-- Tables that are filled by the hundred thousand name acts, imports and persons that are the same for many rows or were
-- joined a moment ago: they are looked up once for a statement. A foreign key looks them up row by row, half of the time
-- of an import. Nobody takes rows out of what they name, so the other half of a foreign key has nothing to do.
create function registry.names_what_is_there() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_column text := tg_argv[0];
  parent regclass := tg_argv[1];
  key text := tg_argv[2];
  missing bigint;
begin
  execute format(
    'select n.named from (select distinct a.division, a.%1$I as named from arrived a where a.%1$I is not null) n
     where not exists (select from %2$s p where p.division = n.division and p.%3$I = n.named) limit 1', of_column, parent, key) into missing;
  if missing is not null then
    raise exception '% of % names % of %, which is not there (foreign key of a statement)', of_column, tg_relid::regclass, missing, parent
      using errcode = '23503', constraint = of_column || '_is_there';
  end if;
  return null;
end $$;

create procedure registry.refer(of_table regclass, of_column text, parent regclass, key text) language plpgsql as $$
begin
  execute format('create trigger %I after insert on %s referencing new table as arrived for each statement execute function registry.names_what_is_there(%L, %L, %L)', of_column || '_is_there', of_table, of_column, parent, key);
  execute format('create trigger %I after update on %s referencing new table as arrived for each statement execute function registry.names_what_is_there(%L, %L, %L)', of_column || '_is_still_there', of_table, of_column, parent, key);
end $$;

-- An organisation with a place of its own: a school, a township education centre, a bureau section, a partner department.
create table registry.organisation (
  division text not null references infrastructure.division,
  organisation_id bigint generated always as identity,
  kind text not null check (kind in ('bureau', 'section', 'township-centre', 'school', 'department', 'township', 'village', 'other')),
  code text,
  area text not null check (area ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
  valid_from date,
  valid_to date,
  merged_into bigint,
  act_id bigint not null,
  ended_act bigint,
  version integer not null default 1,
  primary key (division, organisation_id),
  foreign key (division, merged_into) references registry.organisation,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act,
  check (valid_to >= valid_from),
  check (merged_into <> organisation_id)
);
create unique index organisation_by_code on registry.organisation (division, kind, code) where ended_act is null;
call infrastructure.classify('registry.organisation', 'open', 'division', 'organisation_id', 'kind', 'code', 'area', 'valid_from', 'valid_to', 'merged_into');
call infrastructure.classify('registry.organisation', 'internal', 'act_id', 'ended_act', 'version');

-- Its names by date (O-39).
create table registry.organisation_name (
  division text not null,
  organisation_id bigint not null,
  name text not null,
  valid_from date not null,
  valid_to date,
  act_id bigint not null,
  ended_act bigint,
  primary key (division, organisation_id, valid_from, act_id),
  foreign key (division, organisation_id) references registry.organisation,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act,
  check (valid_to >= valid_from)
);
call infrastructure.classify('registry.organisation_name', 'open', 'division', 'organisation_id', 'name', 'valid_from', 'valid_to');
call infrastructure.classify('registry.organisation_name', 'internal', 'act_id', 'ended_act');

-- A school is an organisation with stages; its key is the organisation's.
create table registry.school (
  division text not null,
  school_id bigint not null,
  stages text[] not null,
  primary key (division, school_id),
  foreign key (division, school_id) references registry.organisation (division, organisation_id)
);
call infrastructure.classify('registry.school', 'open', 'division', 'school_id', 'stages');

-- A class is of one school and of one year of entry; it carries the name of each school year.
create table registry.class (
  division text not null,
  class_id bigint generated always as identity,
  school_id bigint not null,
  stage text not null,
  entered_in integer not null check (entered_in between 1990 and 2100),
  number text not null,
  act_id bigint not null,
  ended_act bigint,
  primary key (division, class_id),
  foreign key (division, school_id) references registry.school,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act
);
create unique index class_of_school on registry.class (division, school_id, stage, entered_in, number) where ended_act is null;
call infrastructure.classify('registry.class', 'open', 'division', 'class_id', 'school_id', 'stage', 'entered_in', 'number');
call infrastructure.classify('registry.class', 'internal', 'act_id', 'ended_act');

-- A batch of rows of one roster kind from one file. `source` is whose word it is: a later import of the same source says
-- anew what is so, and what it no longer says is over. Arriving in parts, staged, committed, undone: each by an act. A file
-- that stands arriving, staged or committed is not taken a second time. rows_foreign, of those refused, say themselves that
-- they are of another county. settled_act: the last act by which answers about its rows were written after its commit.
create table registry.import (
  division text not null references infrastructure.division,
  import_id bigint generated always as identity,
  roster text not null,
  source text not null,
  sender text not null,
  as_of date,
  coverage text not null check (coverage in ('complete', 'partial', 'supplementary')),
  file_digest bytea not null check (octet_length(file_digest) = 32),
  rows_read integer not null check (rows_read >= 0),
  rows_accepted integer not null check (rows_accepted >= 0),
  rows_refused integer not null check (rows_refused >= 0),
  -- Rows of the sheet of which those accepted are: a row of a household speaks of several persons. None before all are laid down.
  sheet_rows integer check (sheet_rows >= 0),
  rows_foreign integer not null default 0 check (rows_foreign between 0 and rows_refused),
  counts jsonb,
  status text not null default 'staged' check (status in ('arriving', 'staged', 'committed', 'undone', 'given-up')),
  staged_act bigint not null,
  committed_act bigint,
  settled_act bigint,
  undone_act bigint,
  version integer not null default 1,
  -- The sealed snapshot in the data directory that its rows are of: a run takes the list from there.
  snapshot text check (snapshot ~ '^[0-9a-f]{64}$'),
  primary key (division, import_id),
  foreign key (division, staged_act) references audit.act,
  foreign key (division, committed_act) references audit.act,
  foreign key (division, settled_act) references audit.act,
  foreign key (division, undone_act) references audit.act,
  check (settled_act > committed_act),
  check (rows_read >= rows_accepted + rows_refused)
);
create unique index import_of_file on registry.import (division, roster, file_digest) where status in ('arriving', 'staged', 'committed');
create index import_of_source on registry.import (division, source, committed_act);
call infrastructure.classify('registry.import', 'internal', 'division', 'import_id', 'roster', 'source', 'counts', 'sender', 'as_of', 'coverage', 'file_digest', 'rows_read', 'rows_accepted', 'rows_refused', 'sheet_rows', 'rows_foreign', 'status', 'staged_act', 'committed_act', 'settled_act', 'undone_act', 'version', 'snapshot');

-- A person of this county; the same human in two counties is two records with one match code, which prefecture grants see.
-- Name, sex and birth date are those of the source that ranks first (registry.refresh_persons); what each source says
-- stands in registry.particulars. area, school and class say who answers for the person now; rows about the person carry
-- the same three, kept in step by the database (registry.follow_person). gone_act: the import that made it was undone.
create table registry.person (
  division text not null,
  person_id bigint generated always as identity,
  name text not null,
  sex text check (sex in ('男', '女')),
  born_on date,
  match_code bytea,
  area text check (area ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
  school_id bigint,
  class_id bigint,
  merged_into bigint,
  act_id bigint not null,
  gone_act bigint,
  version integer not null default 1,
  primary key (division, person_id),
  foreign key (division, school_id) references registry.school,
  foreign key (division, class_id) references registry.class,
  foreign key (division, merged_into) references registry.person,
  check (merged_into <> person_id)
);
call registry.refer('registry.person', 'act_id', 'audit.act', 'act_id');
call registry.refer('registry.person', 'gone_act', 'audit.act', 'act_id');
create index person_by_act on registry.person (division, act_id);
create index person_by_survivor on registry.person (division, merged_into) where merged_into is not null;
create index person_gone on registry.person (division, person_id) where gone_act is not null;
create index person_by_name on registry.person (division, name);
create index person_by_class on registry.person (division, school_id, class_id);
create index person_by_area on registry.person (division, area text_pattern_ops);
call infrastructure.classify('registry.person', 'internal', 'division', 'person_id', 'name', 'sex', 'born_on', 'match_code', 'area', 'school_id', 'class_id', 'merged_into', 'act_id', 'gone_act', 'version');

-- Fills in who answers for the person of a new row that does not say it.
create function registry.take_place_of_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select p.area, p.school_id, p.class_id into new.area, new.school_id, new.class_id
  from registry.person p where p.division = new.division and p.person_id = new.person_id;
  return new;
end $$;

-- A row cannot be placed elsewhere than its person: rows written in bulk bring their places, and are looked at together.
create function registry.stands_with_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from arrived n left join registry.person p on p.division = n.division and p.person_id = n.person_id
             where n.person_id is not null and (p.person_id is null or (n.area, n.school_id, n.class_id) is distinct from (p.area, p.school_id, p.class_id))) then
    raise exception 'a row of % stands elsewhere than its person, or there is no such person', tg_relid::regclass using errcode = '23514', constraint = 'stands_with_person';
  end if;
  return null;
end $$;

create table registry.follows_person (
  table_name regclass primary key
);
call infrastructure.classify('registry.follows_person', 'internal', 'table_name');

-- Keeps the rows of every following table in step when persons move.
create function registry.move_rows_of_persons() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  follower regclass;
begin
  if not exists (select from arrived n join departed o using (division, person_id)
                 where (n.area, n.school_id, n.class_id) is distinct from (o.area, o.school_id, o.class_id)) then return null; end if;
  for follower in select f.table_name from registry.follows_person f loop
    execute format(
      'update %s t set area = n.area, school_id = n.school_id, class_id = n.class_id
       from arrived n join departed o using (division, person_id)
       where (n.area, n.school_id, n.class_id) is distinct from (o.area, o.school_id, o.class_id)
         and t.division = n.division and t.person_id = n.person_id', follower);
  end loop;
  return null;
end $$;
create trigger person_moves after update on registry.person
  referencing old table as departed new table as arrived
  for each statement execute function registry.move_rows_of_persons();

-- Makes a table's rows stand where their person stands. The table has division, person_id, area, school_id, class_id.
create procedure registry.follow_person(of_table regclass) language plpgsql as $$
begin
  insert into registry.follows_person values (of_table);
  execute format('create trigger takes_place before insert on %s for each row when (num_nonnulls(new.area, new.school_id, new.class_id) = 0) execute function registry.take_place_of_person()', of_table);
  execute format('create trigger stands_with_person after insert on %s referencing new table as arrived for each statement execute function registry.stands_with_person()', of_table);
  execute format('create index on %s (division, person_id)', of_table);
end $$;

-- Where and how a child is enrolled, as one source says. 在籍 (on-roll) and 在校 (present) are two facts, each with its own rows.
-- ground: why an act says that it is over.
create table registry.enrolment (
  division text not null,
  enrolment_id bigint generated always as identity,
  person_id bigint not null,
  matter text not null check (matter in ('on-roll', 'present')),
  at_school_id bigint,
  at_school_name text,
  at_class_id bigint,
  stage text,
  grade text,
  class_name text,
  boards boolean,
  state text not null check (state in ('enrolled', 'suspended', 'transferred-out', 'graduated', 'left', 'not-enrolled')),
  ground text check (ground in ('stopped-coming', 'moved-away', 'abroad', 'illness', 'death', 'void', 'school-merged', 'other')),
  source text not null,
  valid_from date,
  valid_to date,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, enrolment_id),
  foreign key (division, at_school_id) references registry.school,
  foreign key (division, at_class_id) references registry.class,
  check (valid_to >= valid_from),
  check ((import_id is null) = (row_no is null))
);
call registry.follow_person('registry.enrolment');
create unique index enrolment_of_source on registry.enrolment (division, source, person_id, matter, coalesce(valid_to, 'infinity')) where ended_act is null;
call infrastructure.classify('registry.enrolment', 'internal', 'division', 'enrolment_id', 'person_id', 'matter', 'at_school_id', 'at_school_name', 'at_class_id', 'stage', 'grade', 'class_name', 'boards', 'state', 'ground', 'source', 'valid_from', 'valid_to', 'import_id', 'row_no', 'act_id', 'ended_act', 'area', 'school_id', 'class_id');

-- A household as one register counts it: 户籍, or the list of a department.
create table registry.household (
  division text not null references infrastructure.division,
  household_id bigint generated always as identity,
  register text not null check (register in ('hukou', 'lifted-out', 'monitored', 'low-income', 'other')),
  number_record uuid,
  number_sealed bytea,
  number_index bytea,
  area text check (area ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
  act_id bigint not null,
  gone_act bigint,
  version integer not null default 1,
  primary key (division, household_id),
  foreign key (division, act_id) references audit.act,
  foreign key (division, gone_act) references audit.act
);
create index household_by_number on registry.household (division, register, number_index);
call infrastructure.classify('registry.household', 'internal', 'division', 'household_id', 'register', 'number_record', 'area', 'act_id', 'gone_act', 'version');
call infrastructure.classify('registry.household', 'identity', 'number_sealed', 'number_index');

-- A designation (困难类别) of a person or a household, on a roster, as of a day.
create table registry.designation (
  division text not null,
  designation_id bigint generated always as identity,
  person_id bigint,
  household_id bigint,
  kind text not null,
  standing text not null check (standing in ('yes', 'no', 'unknown')),
  detail jsonb not null default '{}',
  roster text not null,
  as_of date,
  valid_from date,
  valid_to date,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, designation_id),
  foreign key (division, household_id) references registry.household,
  check (num_nonnulls(person_id, household_id) = 1),
  check (valid_to >= valid_from),
  check ((import_id is null) = (row_no is null))
);
call registry.follow_person('registry.designation');
create unique index designation_of_person on registry.designation (division, roster, person_id, kind) where ended_act is null and person_id is not null;
create unique index designation_of_household on registry.designation (division, household_id, kind, roster) where ended_act is null and household_id is not null;
call infrastructure.classify('registry.designation', 'internal', 'division', 'designation_id', 'person_id', 'household_id', 'roster', 'as_of', 'valid_from', 'valid_to', 'import_id', 'row_no', 'act_id', 'ended_act', 'area', 'school_id', 'class_id');
call infrastructure.classify('registry.designation', 'restricted', 'kind', 'standing', 'detail');

-- Of a fact only its end is ever written.
grant select, insert, update on registry.organisation, registry.organisation_name, registry.school, registry.class, registry.import,
  registry.person, registry.household to yingjin_office;
grant select, insert, update (ended_act) on registry.enrolment, registry.designation to yingjin_office;
call access.protect('registry.organisation', 'organisations', open_at_home => true);
call access.protect('registry.organisation_name', 'organisations', open_at_home => true);
call access.protect('registry.school', 'organisations', open_at_home => true);
call access.protect('registry.class', 'organisations', open_at_home => true);
call access.protect('registry.import', 'imports');
call access.protect('registry.person', 'persons');
call access.protect('registry.enrolment', 'persons');
call access.protect('registry.household', 'persons');
call access.protect('registry.designation', 'designations');
