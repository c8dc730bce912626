-- What each source says of a person, side by side; roles, posts, guardianship, households, payments before the first run,
-- locked lists, responsibility, and the rows of imports. A fact is one row per source and matter: known from act_id until
-- ended_act, said by (import_id, row_no) or by an act alone.

-- What the rows of an import name: acts and imports that are there.
create procedure registry.comes_of_acts(of_table regclass) language plpgsql as $$
begin
  call registry.refer(of_table, 'act_id', 'audit.act', 'act_id');
  call registry.refer(of_table, 'ended_act', 'audit.act', 'act_id');
  call registry.refer(of_table, 'import_id', 'registry.import', 'import_id');
end $$;
call registry.comes_of_acts('registry.enrolment');
call registry.comes_of_acts('registry.designation');

-- What a table of facts about persons needs: it stands where its person stands, its common columns have their class, and
-- the office adds rows and ends them.
create procedure registry.fact_table(of_table regclass, in_field text) language plpgsql as $$
begin
  call registry.comes_of_acts(of_table);
  call registry.follow_person(of_table);
  call infrastructure.classify(of_table, 'internal', 'division', 'person_id', 'source', 'import_id', 'row_no', 'act_id', 'ended_act', 'area', 'school_id', 'class_id');
  execute format('grant select, insert, update (ended_act) on %s to yingjin_office', of_table);
  execute format('create index on %s (division, act_id)', of_table);
  execute format('create index on %s (division, ended_act) where ended_act is not null', of_table);
  call access.protect(of_table, in_field);
end $$;
create index on registry.enrolment (division, act_id);
create index on registry.enrolment (division, ended_act) where ended_act is not null;
create index on registry.designation (division, act_id);
create index on registry.designation (division, ended_act) where ended_act is not null;

create table registry.particulars (
  division text not null,
  particulars_id bigint generated always as identity,
  person_id bigint not null,
  source text not null,
  name text not null,
  former_name text,
  sex text check (sex in ('男', '女')),
  born_on date,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, particulars_id),
  check ((import_id is null) = (row_no is null))
);
create unique index particulars_of_source on registry.particulars (division, source, person_id) where ended_act is null;
call registry.fact_table('registry.particulars', 'persons');
call infrastructure.classify('registry.particulars', 'internal', 'particulars_id', 'name', 'former_name', 'sex', 'born_on');

-- Where a person lives, as a source says it; at_area where the words are a village or township we know.
create table registry.residence (
  division text not null,
  residence_id bigint generated always as identity,
  person_id bigint not null,
  source text not null,
  hukou_division text,
  township text,
  village text,
  village_group text,
  address text,
  at_area text check (at_area ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, residence_id),
  check ((import_id is null) = (row_no is null))
);
create unique index residence_of_source on registry.residence (division, source, person_id) where ended_act is null;
create index residence_of_group on registry.residence (division, at_area, village_group) where ended_act is null and village_group is not null;
call registry.fact_table('registry.residence', 'persons');
call infrastructure.classify('registry.residence', 'internal', 'residence_id', 'hukou_division', 'township', 'village', 'village_group', 'address', 'at_area');

-- Numbers by which a person is known, of every kind, as each source writes them. A value is sealed under `record`, which a
-- row that an undo writes again takes over, so that nothing is sealed anew.
create table registry.identity_number (
  division text not null,
  identity_number_id bigint generated always as identity,
  person_id bigint not null,
  source text not null,
  kind text not null check (kind in ('resident-id', 'permit', 'certificate-number', 'student-number', 'phone')),
  record uuid not null,
  number_sealed bytea not null,
  number_index bytea not null,
  birth_and_last_four_index bytea,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, identity_number_id),
  check ((import_id is null) = (row_no is null))
);
create unique index identity_number_of_source on registry.identity_number (division, source, person_id, kind) where ended_act is null;
create index identity_number_by_number on registry.identity_number (division, kind, number_index) where ended_act is null;
create index identity_number_by_birth on registry.identity_number (division, birth_and_last_four_index) where ended_act is null;
call registry.fact_table('registry.identity_number', 'persons');
call infrastructure.classify('registry.identity_number', 'internal', 'identity_number_id', 'kind', 'record');
call infrastructure.classify('registry.identity_number', 'identity', 'number_sealed', 'number_index', 'birth_and_last_four_index');

-- Who belongs to which household, and as what to its head.
create table registry.household_member (
  division text not null,
  household_member_id bigint generated always as identity,
  person_id bigint not null,
  household_id bigint not null,
  source text not null,
  relation text,
  valid_from date,
  valid_to date,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, household_member_id),
  foreign key (division, household_id) references registry.household,
  check (valid_to >= valid_from),
  check ((import_id is null) = (row_no is null))
);
create unique index household_member_of_source on registry.household_member (division, source, person_id, coalesce(valid_to, 'infinity')) where ended_act is null;
create index household_member_by_household on registry.household_member (division, household_id);
call registry.fact_table('registry.household_member', 'persons');
call infrastructure.classify('registry.household_member', 'internal', 'household_member_id', 'household_id', 'relation', 'valid_from', 'valid_to');

-- Who is guardian of a child, by law or de facto: a person we know, or a name alone.
create table registry.guardianship (
  division text not null,
  guardianship_id bigint generated always as identity,
  person_id bigint not null,
  source text not null,
  guardian_person_id bigint,
  guardian_name text not null,
  relation text,
  ground text not null check (ground in ('law', 'de-facto', 'unsaid')),
  valid_from date,
  valid_to date,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, guardianship_id),
  foreign key (division, guardian_person_id) references registry.person (division, person_id),
  check (valid_to >= valid_from),
  check ((import_id is null) = (row_no is null))
);
create unique index guardianship_of_source on registry.guardianship (division, source, person_id) where ended_act is null;
create index guardianship_of_guardian on registry.guardianship (division, guardian_person_id);
call registry.fact_table('registry.guardianship', 'persons');
call infrastructure.classify('registry.guardianship', 'internal', 'guardianship_id', 'guardian_person_id', 'guardian_name', 'relation', 'ground', 'valid_from', 'valid_to');

-- What was paid for a person, as a payment roster says: sums in whole fen; several of one item and term are lines 1, 2, …
create table registry.past_payment (
  division text not null,
  past_payment_id bigint generated always as identity,
  person_id bigint not null,
  source text not null,
  item text not null,
  term text not null,
  line integer not null default 1,
  amount bigint not null,
  paid_on date,
  state text,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, past_payment_id),
  check ((import_id is null) = (row_no is null))
);
create unique index past_payment_of_source on registry.past_payment (division, source, person_id, item, term, line) where ended_act is null;
call registry.fact_table('registry.past_payment', 'payments');
call infrastructure.classify('registry.past_payment', 'internal', 'past_payment_id', 'item', 'term', 'line', 'amount', 'paid_on', 'state');

-- 期初: how many terms and how much a child had received of an item before this system kept count (O-09), and in which
-- stage, school and category of difficulty it then was. History, and no word about where anybody is enrolled now.
create table registry.opening_entry (
  division text not null,
  opening_entry_id bigint generated always as identity,
  person_id bigint not null,
  source text not null,
  item text not null,
  terms integer not null check (terms >= 0),
  amount bigint check (amount >= 0),
  stage text,
  at_school_id bigint,
  at_school_name text,
  designation text,
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, opening_entry_id),
  foreign key (division, at_school_id) references registry.school,
  check ((import_id is null) = (row_no is null))
);
create unique index opening_entry_of_source on registry.opening_entry (division, source, person_id, item) where ended_act is null;
call registry.fact_table('registry.opening_entry', 'payments');
call infrastructure.classify('registry.opening_entry', 'internal', 'opening_entry_id', 'item', 'terms', 'amount', 'stage', 'at_school_id', 'at_school_name');
call infrastructure.classify('registry.opening_entry', 'restricted', 'designation');

-- What a person is here: child, guardian, teacher, cadre, clerk, canteen worker.
create table registry.person_role (
  division text not null,
  person_role_id bigint generated always as identity,
  person_id bigint not null,
  source text not null,
  role text not null check (role in ('child', 'guardian', 'teacher', 'cadre', 'clerk', 'canteen-worker')),
  import_id bigint,
  row_no integer,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, person_role_id),
  check ((import_id is null) = (row_no is null))
);
create unique index person_role_of_source on registry.person_role (division, source, person_id, role) where ended_act is null;
call registry.fact_table('registry.person_role', 'persons');
call infrastructure.classify('registry.person_role', 'internal', 'person_role_id', 'role');

-- Who holds which post in which organisation, from a day to a day.
create table registry.post (
  division text not null,
  post_id bigint generated always as identity,
  organisation_id bigint not null,
  title text not null,
  person_id bigint not null,
  valid_from date not null,
  valid_to date,
  act_id bigint not null,
  ended_act bigint,
  primary key (division, post_id),
  foreign key (division, organisation_id) references registry.organisation,
  foreign key (division, person_id) references registry.person,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act,
  check (valid_to >= valid_from)
);
create index post_of_organisation on registry.post (division, organisation_id) where ended_act is null;
create index post_of_person on registry.post (division, person_id) where ended_act is null;
call infrastructure.classify('registry.post', 'internal', 'division', 'post_id', 'organisation_id', 'title', 'person_id', 'valid_from', 'valid_to', 'act_id', 'ended_act');
grant select, insert, update (ended_act) on registry.post to yingjin_office;
call access.protect('registry.post', 'organisations');

-- How a class is called in a school year: 一年级1班, then 二年级1班.
create table registry.class_name (
  division text not null,
  class_id bigint not null,
  school_year text not null check (school_year ~ '^[0-9]{4}-[0-9]{4}$'),
  grade text,
  name text not null,
  act_id bigint not null,
  ended_act bigint,
  primary key (division, class_id, school_year, act_id),
  foreign key (division, class_id) references registry.class,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act
);
call infrastructure.classify('registry.class_name', 'open', 'division', 'class_id', 'school_year', 'grade', 'name');
call infrastructure.classify('registry.class_name', 'internal', 'act_id', 'ended_act');
grant select, insert, update (ended_act) on registry.class_name to yingjin_office;
call access.protect('registry.class_name', 'organisations', open_at_home => true);

-- Two records found to be one person, or one found to be two: an event, which a later one may take back.
create table registry.person_event (
  division text not null,
  person_event_id bigint generated always as identity,
  kind text not null check (kind in ('merge', 'split')),
  person_id bigint not null,
  other_person_id bigint not null,
  reason text not null,
  act_id bigint not null,
  primary key (division, person_event_id),
  foreign key (division, person_id) references registry.person,
  foreign key (division, other_person_id) references registry.person (division, person_id),
  foreign key (division, act_id) references audit.act,
  check (person_id <> other_person_id)
);
call infrastructure.classify('registry.person_event', 'internal', 'division', 'person_event_id', 'kind', 'person_id', 'other_person_id', 'reason', 'act_id');
grant select, insert on registry.person_event to yingjin_office;
call access.protect('registry.person_event', 'persons');

-- A change that somebody asks for and another approves: who makes does not check.
create table registry.change_request (
  division text not null,
  change_request_id bigint generated always as identity,
  person_id bigint,
  kind text not null check (kind in ('create', 'correct')),
  wanted jsonb not null,
  record uuid,
  numbers_sealed bytea,
  reason text not null,
  status text not null default 'asked' check (status in ('asked', 'approved', 'returned', 'withdrawn')),
  asked_by bigint not null,
  answered_by bigint,
  answer text,
  act_id bigint not null,
  answered_act bigint,
  version integer not null default 1,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, change_request_id),
  foreign key (division, person_id) references registry.person,
  foreign key (division, act_id) references audit.act,
  foreign key (division, answered_act) references audit.act,
  check (answered_by <> asked_by),
  check ((answered_act is null) = (status = 'asked')),
  check (kind = 'create' or person_id is not null)
);
create index change_request_open on registry.change_request (division, change_request_id) where status = 'asked';
call infrastructure.classify('registry.change_request', 'internal', 'division', 'change_request_id', 'person_id', 'kind', 'wanted', 'record', 'reason', 'status', 'asked_by', 'answered_by', 'answer', 'act_id', 'answered_act', 'version', 'area', 'school_id', 'class_id');
call infrastructure.classify('registry.change_request', 'identity', 'numbers_sealed');
call registry.follow_person('registry.change_request');
grant select, insert, update (status, answered_by, answer, answered_act, person_id, version) on registry.change_request to yingjin_office;
call access.protect('registry.change_request', 'persons');

-- 底数锁定: a list under a name, with its members and their facts as known at the act that locked it. Nothing of it is
-- ever changed; what differs later is read as a change against it.
create table registry.locked_list (
  division text not null,
  locked_list_id bigint generated always as identity,
  name text not null,
  source text not null,
  members integer not null,
  -- Of its members in their order, each with name and facts.
  digest bytea not null check (length(digest) = 32),
  act_id bigint not null,
  primary key (division, locked_list_id),
  unique (division, name),
  foreign key (division, act_id) references audit.act
);
call infrastructure.classify('registry.locked_list', 'internal', 'division', 'locked_list_id', 'name', 'source', 'members', 'digest', 'act_id');
grant select, insert on registry.locked_list to yingjin_office;
call access.protect('registry.locked_list', 'persons');

create table registry.locked_member (
  division text not null,
  locked_list_id bigint not null,
  person_id bigint not null,
  name text not null,
  facts jsonb not null,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, locked_list_id, person_id),
  foreign key (division, locked_list_id) references registry.locked_list,
  foreign key (division, person_id) references registry.person
);
call infrastructure.classify('registry.locked_member', 'internal', 'division', 'locked_list_id', 'person_id', 'name', 'area', 'school_id', 'class_id');
call infrastructure.classify('registry.locked_member', 'restricted', 'facts');
call registry.follow_person('registry.locked_member');
grant select, insert on registry.locked_member to yingjin_office;
call access.protect('registry.locked_member', 'designations');
-- A list is founded with its members in one transaction; who comes later comes too late, whatever rights it has.
create function registry.founds_list(in_division text, the_list bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from registry.locked_list l where l.division = in_division and l.locked_list_id = the_list and l.xmin = pg_current_xact_id()::xid)
$$;
create policy founded on registry.locked_member as restrictive for insert to yingjin_office with check (registry.founds_list(division, locked_list_id));

-- Who answers for whom, in every chain (七长, 四包, 三帮一): a holder, what it holds, from a day to a day, with a deputy.
create table registry.responsibility (
  division text not null,
  responsibility_id bigint generated always as identity,
  chain text not null,
  role text not null,
  holder_person_id bigint not null,
  deputy_person_id bigint,
  target text not null check (target in ('child', 'household', 'group', 'village', 'township', 'class', 'school', 'division')),
  person_id bigint,
  household_id bigint,
  area text check (area ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
  village_group text,
  class_id bigint,
  school_id bigint,
  valid_from date not null,
  valid_to date,
  act_id bigint not null,
  ended_act bigint,
  primary key (division, responsibility_id),
  foreign key (division, holder_person_id) references registry.person (division, person_id),
  foreign key (division, deputy_person_id) references registry.person (division, person_id),
  foreign key (division, person_id) references registry.person,
  foreign key (division, household_id) references registry.household,
  foreign key (division, class_id) references registry.class,
  foreign key (division, school_id) references registry.school,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act,
  check (valid_to >= valid_from),
  check (deputy_person_id <> holder_person_id),
  check (case target
    when 'child' then person_id is not null
    when 'household' then household_id is not null
    when 'group' then area is not null and village_group is not null
    when 'village' then length(area) = 12
    when 'township' then length(area) = 9
    when 'class' then class_id is not null
    when 'school' then school_id is not null
    else true end)
);
create index responsibility_of_holder on registry.responsibility (division, holder_person_id) where ended_act is null;
create index responsibility_of_child on registry.responsibility (division, person_id) where ended_act is null;
create index responsibility_of_household on registry.responsibility (division, household_id) where ended_act is null;
create index responsibility_of_class on registry.responsibility (division, class_id) where ended_act is null;
create index responsibility_of_school on registry.responsibility (division, school_id) where ended_act is null;
create index responsibility_of_area on registry.responsibility (division, area) where ended_act is null;
call infrastructure.classify('registry.responsibility', 'internal', 'division', 'responsibility_id', 'chain', 'role', 'holder_person_id', 'deputy_person_id', 'target', 'person_id', 'household_id', 'area', 'village_group', 'class_id', 'school_id', 'valid_from', 'valid_to', 'act_id', 'ended_act');
grant select, insert, update (ended_act) on registry.responsibility to yingjin_office;
call access.protect('registry.responsibility', 'persons');

-- What a person is searched by: whole, or by its beginning as a range in the order of bytes. Under a row policy a pattern uses
-- no index; equality and order do.
create table registry.search_token (
  division text not null,
  kind text not null check (kind in ('name', 'pinyin', 'initials')),
  token text collate "C" not null,
  person_id bigint not null,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, kind, token, person_id)
);
call infrastructure.classify('registry.search_token', 'internal', 'division', 'kind', 'token', 'person_id', 'area', 'school_id', 'class_id');
call registry.follow_person('registry.search_token');
grant select, insert, delete on registry.search_token to yingjin_office;
call access.protect('registry.search_token', 'persons');

-- A part of an import that arrives in parts, each with the digest of its rows, sealed (of a part of one row it tells what the
-- row says to whoever tries): the same part twice is one.
create table registry.import_part (
  division text not null,
  import_id bigint not null,
  part integer not null check (part > 0),
  rows integer not null check (rows > 0),
  digest_sealed bytea not null,
  act_id bigint not null,
  primary key (division, import_id, part),
  foreign key (division, import_id) references registry.import,
  foreign key (division, act_id) references audit.act
);
call infrastructure.classify('registry.import_part', 'internal', 'division', 'import_id', 'part', 'rows', 'act_id');
call infrastructure.classify('registry.import_part', 'identity', 'digest_sealed');
grant select, insert on registry.import_part to yingjin_office;
call access.protect('registry.import_part', 'imports');

-- What a person answered about a doubtful row: whom it stands for, that it is somebody new, or that it stands for nobody.
-- Evidence is what the row says of who it is (`whole`: all it says), sealed and digested, so that the same row of a later
-- import is not asked about again. person_id: who was meant, or was made of the answer.
create table registry.row_answer (
  division text not null,
  row_answer_id bigint generated always as identity,
  import_id bigint not null,
  row_no integer not null,
  evidence_sealed bytea not null,
  evidence_index bytea not null,
  whole boolean not null,
  answer text not null check (answer in ('person', 'new', 'nobody')),
  person_id bigint,
  reason text not null,
  act_id bigint not null,
  ended_act bigint,
  primary key (division, row_answer_id),
  foreign key (division, import_id) references registry.import,
  foreign key (division, person_id) references registry.person,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act,
  check (answer <> 'person' or person_id is not null),
  check (answer <> 'nobody' or person_id is null)
);
create index row_answer_of_evidence on registry.row_answer (division, evidence_index) where ended_act is null;
create index row_answer_of_import on registry.row_answer (division, import_id);
call infrastructure.classify('registry.row_answer', 'internal', 'division', 'row_answer_id', 'import_id', 'row_no', 'whole', 'answer', 'person_id', 'reason', 'act_id', 'ended_act');
call infrastructure.classify('registry.row_answer', 'identity', 'evidence_sealed', 'evidence_index');
grant select, insert, update (person_id, ended_act) on registry.row_answer to yingjin_office;
call access.protect('registry.row_answer', 'imports');

-- The rows of an import as they were read, sealed, with what became of each. Of a row that says it is of another county
-- nothing is kept but that county. person_id is who it stands for, matched_id the record of that person that it was matched to,
-- differs_from the row of the same list that says otherwise of the same person, or under the same number.
create table registry.import_row (
  division text not null,
  import_id bigint not null,
  row_no integer not null,
  sheet text not null,
  sheet_row integer not null,
  raw_sealed bytea not null,
  outcome text not null default 'staged' check (outcome in ('staged', 'matched', 'new', 'doubtful', 'repeated', 'set-aside', 'other-county')),
  evidence text check (evidence in ('identity-number', 'student-number', 'name-birth-place', 'answer')),
  question text check (question in ('several-persons', 'numbers-disagree', 'names-disagree', 'no-evidence', 'row-differs')),
  person_id bigint,
  matched_id bigint,
  row_answer_id bigint,
  candidates bigint[] not null default '{}',
  differs_from integer,
  primary key (division, import_id, row_no)
);
call registry.refer('registry.import_row', 'import_id', 'registry.import', 'import_id');
call registry.refer('registry.import_row', 'person_id', 'registry.person', 'person_id');
call registry.refer('registry.import_row', 'row_answer_id', 'registry.row_answer', 'row_answer_id');
create index import_row_of_person on registry.import_row (division, import_id, person_id) where person_id is not null;
create index import_row_of_record on registry.import_row (division, matched_id) where matched_id is not null;
create index import_row_in_doubt on registry.import_row (division, import_id, row_no) where outcome in ('doubtful', 'other-county');
call infrastructure.classify('registry.import_row', 'internal', 'division', 'import_id', 'row_no', 'sheet', 'sheet_row', 'outcome', 'evidence', 'question', 'person_id', 'matched_id', 'row_answer_id', 'candidates', 'differs_from');
call infrastructure.classify('registry.import_row', 'identity', 'raw_sealed');
grant select, insert, update (outcome, evidence, question, person_id, matched_id, row_answer_id, candidates, differs_from) on registry.import_row to yingjin_office;
call access.protect('registry.import_row', 'imports');

-- What a dry run, or the commit, found: every figure of it line by line, in packs of a thousand, so that a list of a whole
-- county is kept as it is counted. One place of each array is a line: the row it is of, whom it speaks of (none: somebody not
-- known yet), the fact that stands, which matter and under which keys, whether it speaks of the guardian in the row.
create table registry.planned_pack (
  division text not null,
  import_id bigint not null,
  figure text not null check (figure in ('persons-matched', 'persons-new', 'facts-new', 'facts-changed', 'facts-ended', 'facts-unchanged', 'last-list', 'not-here')),
  nth integer not null check (nth >= 0),
  row_nos integer[] not null,
  person_ids bigint[] not null,
  live_ids bigint[] not null,
  matters text[] not null,
  keys text[] not null,
  of_guardian boolean[] not null,
  primary key (division, import_id, figure, nth),
  foreign key (division, import_id) references registry.import
);
call infrastructure.classify('registry.planned_pack', 'internal', 'division', 'import_id', 'figure', 'nth', 'row_nos', 'person_ids', 'live_ids', 'matters', 'of_guardian');
call infrastructure.classify('registry.planned_pack', 'restricted', 'keys');
grant select, insert, delete on registry.planned_pack to yingjin_office;
call access.protect('registry.planned_pack', 'imports');

-- Of which schools of the register a committed import has rows, refused ones not counted; no school: rows of which none is
-- known, or that say none. Written with the commit, so that nobody has to open the rows to see who is missing.
create table registry.import_school (
  division text not null,
  import_id bigint not null,
  nth integer not null,
  at_school_id bigint,
  rows integer not null check (rows > 0),
  primary key (division, import_id, nth),
  unique nulls not distinct (division, import_id, at_school_id),
  foreign key (division, import_id) references registry.import,
  foreign key (division, at_school_id) references registry.school
);
create index import_school_of_school on registry.import_school (division, at_school_id);
call infrastructure.classify('registry.import_school', 'internal', 'division', 'import_id', 'nth', 'at_school_id', 'rows');
grant select, insert on registry.import_school to yingjin_office;
call access.protect('registry.import_school', 'imports');

-- What may rest on an import, so that it cannot be undone while it stands: every subject that builds on imported facts
-- names here a function of its own, (division, import) → (what, label), that tells what of it does.
create table registry.rests_on_import (
  teller text primary key
);
call infrastructure.classify('registry.rests_on_import', 'internal', 'teller');

create procedure registry.may_rest_on_import(of_teller regprocedure) language plpgsql as $$
begin
  execute format('revoke all on function %s from public', of_teller);
  insert into registry.rests_on_import values (of_teller::text);
end $$;

-- All that rests on an import, whoever may see it: an undo that left out what its asker may not see would break it.
create function registry.what_rests_on(in_division text, of_import bigint) returns table (what text, label text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  one text;
begin
  if not in_division = any (access.divisions('imports', 'write')) then return; end if;
  for one in select t.teller from registry.rests_on_import t order by t.teller loop
    return query execute format('select r.what, r.label from %s($1, $2) r', one::regprocedure::regproc) using in_division, of_import;
  end loop;
end $$;

-- What closes the opening of a county: a subject that has begun to keep count names here a function of its own,
-- division → label, that tells since when; null while it has not.
create table registry.closes_opening (
  teller text primary key
);
call infrastructure.classify('registry.closes_opening', 'internal', 'teller');

create procedure registry.may_close_opening(of_teller regprocedure) language plpgsql as $$
begin
  execute format('revoke all on function %s from public', of_teller);
  insert into registry.closes_opening values (of_teller::text);
end $$;

create function registry.opening_closed_by(in_division text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  one text;
  label text;
begin
  if not in_division = any (access.divisions('imports', 'write')) then return null; end if;
  for one in select t.teller from registry.closes_opening t order by t.teller loop
    execute format('select %s($1)', one::regprocedure::regproc) into label using in_division;
    if label is not null then return label; end if;
  end loop;
  return null;
end $$;

-- The acts that wrote facts of an import: its commit, and answers about its rows given after it.
create function registry.acts_of_import(in_division text, of_import bigint) returns setof bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.committed_act from registry.import i where i.division = in_division and i.import_id = of_import and i.committed_act is not null
  union
  select a.act_id from registry.row_answer a join registry.import i on i.division = a.division and i.import_id = a.import_id
  where a.division = in_division and a.import_id = of_import and a.act_id > i.committed_act
$$;
revoke all on function registry.acts_of_import(text, bigint) from public;

-- Whom an import is about: persons it made, and persons of whom its rows said something.
create function registry.persons_of_import(in_division text, of_import bigint) returns table (person_id bigint, made boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.person_id, bool_or(w.made) from (
    select p.person_id, true as made from registry.acts_of_import(in_division, of_import) a (act_id) join registry.person p on p.division = in_division and p.act_id = a.act_id
    union all select r.person_id, false from registry.import_row r where r.division = in_division and r.import_id = of_import and r.person_id is not null
    union all select r.matched_id, false from registry.import_row r where r.division = in_division and r.import_id = of_import and r.matched_id is not null
  ) w group by w.person_id
$$;
revoke all on function registry.persons_of_import(text, bigint) from public;

-- Later imports rest on an import when they speak for the same source, when their rows were matched to (or left in doubt
-- between) persons whom it made or whose numbers or particulars it gave or ended, when they name such a person as guardian,
-- when they made a namesake of such a person, or when an answer about its rows was heard: without it they might have
-- matched otherwise.
create function registry.later_imports(in_division text, of_import bigint) returns table (what text, label text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with base as (
    select i.import_id, i.source, i.committed_act from registry.import i where i.division = in_division and i.import_id = of_import and i.status = 'committed'
  ), base_act as materialized (
    select a.act_id from registry.acts_of_import(in_division, of_import) a (act_id)
  ), later as materialized (
    select l.import_id, l.source, array(select registry.acts_of_import(in_division, l.import_id)) as acts from registry.import l, base b
    where l.division = in_division and l.status = 'committed' and l.import_id <> b.import_id and greatest(l.committed_act, l.settled_act) > b.committed_act
  ), told as materialized (
    select t.person_id from registry.particulars t join base_act b on b.act_id = t.act_id where t.division = in_division
    union select t.person_id from registry.particulars t join base_act b on b.act_id = t.ended_act where t.division = in_division
    union select t.person_id from registry.identity_number t join base_act b on b.act_id = t.act_id where t.division = in_division
    union select t.person_id from registry.identity_number t join base_act b on b.act_id = t.ended_act where t.division = in_division
    union select t.person_id from registry.residence t join base_act b on b.act_id in (t.act_id, t.ended_act) where t.division = in_division
    union select t.person_id from registry.enrolment t join base_act b on b.act_id in (t.act_id, t.ended_act) where t.division = in_division
  )
  select 'import', l.import_id::text from later l where l.source = (select b.source from base b)
    or exists (select from registry.import_row r join told c on c.person_id = r.person_id where r.division = in_division and r.import_id = l.import_id)
    or exists (select from registry.import_row r cross join unnest(r.candidates) k join told c on c.person_id = k where r.division = in_division and r.import_id = l.import_id and r.candidates <> '{}')
    or exists (select from registry.import_row r join registry.row_answer a on a.division = in_division and a.row_answer_id = r.row_answer_id
               where r.division = in_division and r.import_id = l.import_id and a.import_id = of_import)
    or exists (select from registry.guardianship g join told c on c.person_id = g.guardian_person_id where g.division = in_division and g.act_id = any (l.acts))
    or exists (select from registry.particulars o join registry.particulars n on n.division = in_division and n.name = o.name and n.person_id <> o.person_id
               join told c on c.person_id = n.person_id where o.division = in_division and o.act_id = any (l.acts))
    or exists (select from registry.household_member m join registry.household h on h.division = m.division and h.household_id = m.household_id
               where m.division = in_division and m.act_id = any (l.acts) and h.act_id in (select b.act_id from base_act b))
  order by l.import_id
$$;
call registry.may_rest_on_import('registry.later_imports(text, bigint)');

-- What acts have laid upon a person whom the import made: a change asked for, a lock, a responsibility, a merge, a post.
create function registry.acts_on_new_persons(in_division text, of_import bigint) returns table (what text, label text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with made as materialized (
    select p.person_id from registry.acts_of_import(in_division, of_import) a (act_id) join registry.person p on p.division = in_division and p.act_id = a.act_id
    where exists (select from registry.import i where i.division = in_division and i.import_id = of_import and i.status = 'committed')
  )
  select 'change-request', t.change_request_id::text from made m join registry.change_request t on t.division = in_division and t.person_id = m.person_id
  union all
  select 'locked-list', t.locked_list_id::text from made m join registry.locked_member t on t.division = in_division and t.person_id = m.person_id
  union all
  select 'responsibility', t.responsibility_id::text from made m join registry.responsibility t
    on t.division = in_division and t.ended_act is null and m.person_id in (t.holder_person_id, t.deputy_person_id, t.person_id)
  union all
  select 'merge', t.person_event_id::text from made m join registry.person_event t on t.division = in_division and m.person_id in (t.person_id, t.other_person_id)
  union all
  select 'post', t.post_id::text from made m join registry.post t on t.division = in_division and t.person_id = m.person_id
$$;
call registry.may_rest_on_import('registry.acts_on_new_persons(text, bigint)');

-- A split gave facts of the import back to the record they were matched to: they stand under the act of the split now.
create function registry.splits_of_facts(in_division text, of_import bigint) returns table (what text, label text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'merge', e.person_event_id::text from registry.person_event e where e.division = in_division and e.kind = 'split' and (
    exists (select from registry.particulars t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.residence t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.identity_number t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.enrolment t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.designation t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.household_member t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.guardianship t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.past_payment t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import)
    or exists (select from registry.opening_entry t where t.division = in_division and t.act_id = e.act_id and t.import_id = of_import))
$$;

-- How many rows of imports were matched to a record, whoever may see them.
create function registry.rows_matched_to(in_division text, of_record bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from registry.import_row r where r.division = in_division and in_division = access.home() and r.matched_id = of_record
$$;
call registry.may_rest_on_import('registry.splits_of_facts(text, bigint)');

-- Whose word counts first where sources differ about who a person is: a correction, the police, the school roll, the rest.
create function registry.rank_of_source(source text) returns integer language sql immutable as $$
  select case split_part(source, ' ', 1) when 'correction' then 0 when 'household-register' then 1 when 'student-roll' then 2 when 'vocational-roll' then 3 when 'kindergarten-children' then 4 else 5 end
$$;

-- As of which day each import speaks: days alone, whoever may see the import itself.
create function registry.days_of_imports(in_division text) returns table (import_id bigint, as_of date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select i.import_id, i.as_of from registry.import i where i.division = in_division $$;

-- Which of the words about a person's enrolment stands, for 在籍 and for 在校 each. What an official did outweighs what a
-- roster had said before: as of an earlier day, or of no day and taken in earlier. A roster's new word of a later day
-- outweighs the act. Where no act speaks, an enrolment in a school we know goes before any other word; then sources rank.
create function registry.standing_enrolment(in_division text, of_persons bigint[])
returns table (person_id bigint, matter text, enrolment_id bigint, state text, ground text, at_school_id bigint, at_school_name text, at_class_id bigint,
  stage text, grade text, class_name text, boards boolean, source text, valid_from date, as_of date, by_import boolean)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select distinct on (t.person_id, t.matter) t.person_id, t.matter, t.enrolment_id, t.state, t.ground, t.at_school_id, t.at_school_name, t.at_class_id,
    t.stage, t.grade, t.class_name, t.boards, t.source, t.valid_from, t.as_of, t.import_id is not null
  from (
    select e.*, i.as_of,
      max(e.valid_from) filter (where e.import_id is null) over said as acted_on, max(e.act_id) filter (where e.import_id is null) over said as acted
    from unnest(of_persons) o (person_id) join registry.enrolment e on e.division = in_division and e.person_id = o.person_id and e.ended_act is null and e.valid_to is null
    left join registry.days_of_imports(in_division) i on i.import_id = e.import_id
    window said as (partition by e.person_id, e.matter)
  ) t
  order by t.person_id, t.matter,
    case
      when t.acted is null then (t.state not in ('enrolled', 'suspended') or t.at_school_id is null)::int
      when t.import_id is null then 1
      when t.as_of is null or t.as_of = t.acted_on then case when t.act_id < t.acted then 2 else 0 end
      when t.as_of < t.acted_on then 2
      else 0
    end,
    case when t.import_id is null then -t.act_id else registry.rank_of_source(t.source) end, t.source collate "C"
$$;

-- Brings the name, sex, birth date and place of persons in line with what is known of them: a function of their facts
-- alone, so that an undo gives back what stood before. Runs with the rights of whoever asks.
create function registry.refresh_persons(in_division text, of_persons bigint[]) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update registry.person p set name = n.name, sex = n.sex, born_on = n.born_on, area = n.area, school_id = n.school_id, class_id = n.class_id, version = p.version + 1
  from (
    select i.person_id, coalesce(w.name, p.name) as name, w.sex, w.born_on, r.at_area as area, e.at_school_id as school_id, e.at_class_id as class_id
    from unnest(of_persons) i (person_id)
    join registry.person p on p.division = in_division and p.person_id = i.person_id
    left join (
      select distinct on (t.person_id) t.person_id, t.name,
        first_value(t.sex) over (partition by t.person_id order by t.sex is null, registry.rank_of_source(t.source), t.source collate "C") as sex,
        first_value(t.born_on) over (partition by t.person_id order by t.born_on is null, registry.rank_of_source(t.source), t.source collate "C") as born_on
      from unnest(of_persons) o (person_id) join registry.particulars t on t.division = in_division and t.person_id = o.person_id where t.ended_act is null
      order by t.person_id, registry.rank_of_source(t.source), t.source collate "C"
    ) w on w.person_id = i.person_id
    left join (
      select distinct on (t.person_id) t.person_id, t.at_area from unnest(of_persons) o (person_id) join registry.residence t on t.division = in_division and t.person_id = o.person_id
      where t.ended_act is null and t.at_area is not null
      order by t.person_id, registry.rank_of_source(t.source), t.source collate "C"
    ) r on r.person_id = i.person_id
    left join (
      select distinct on (t.person_id) t.person_id, t.at_school_id, t.at_class_id from registry.standing_enrolment(in_division, of_persons) t
      where t.state in ('enrolled', 'suspended') and t.at_school_id is not null
      order by t.person_id, t.matter
    ) e on e.person_id = i.person_id
  ) n
  where p.division = in_division and p.person_id = n.person_id
    and (p.name, p.sex, p.born_on, p.area, p.school_id, p.class_id) is distinct from (n.name, n.sex, n.born_on, n.area, n.school_id, n.class_id)
$$;

-- An import numbers its new persons and households itself, so that their facts are written beside them.
do $$
begin
  execute format('grant usage on sequence %s, %s to yingjin_office', pg_get_serial_sequence('registry.person', 'person_id'), pg_get_serial_sequence('registry.household', 'household_id'));
end $$;
