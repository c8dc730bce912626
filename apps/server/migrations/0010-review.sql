-- What persons add to what a run found: evidence files, and questions with the decisions that are remembered.

create schema content;
grant usage on schema content to yingjin_office;

-- Files, sealed, each once a county however many records name it: `sealed` by a key of its own, which is the sealed field
-- beside it (together with the digest of the content), under `record`. A file is of nobody: whoever may see a record that names it
-- is given it by that record's function, and nobody reads this table.
create table content.file (
  division text not null references infrastructure.division,
  file_id bigint generated always as identity,
  record uuid not null,
  digest bytea not null check (octet_length(digest) = 16),
  type text not null check (type in ('pdf', 'jpeg', 'png', 'docx', 'xlsx', 'ofd')),
  bytes integer not null check (bytes > 0),
  sealed_key bytea not null,
  sealed bytea not null,
  act_id bigint not null,
  primary key (division, file_id),
  unique (division, digest),
  foreign key (division, act_id) references audit.act
);
-- Ciphertext grows by being compressed.
alter table content.file alter column sealed set storage external;
call infrastructure.classify('content.file', 'internal', 'division', 'file_id', 'record', 'type', 'bytes', 'act_id');
call infrastructure.classify('content.file', 'identity', 'digest', 'sealed_key');
call infrastructure.classify('content.file', 'restricted', 'sealed');
call infrastructure.guard('content.file');
create policy sees on content.file for select to yingjin_office using (false);
grant select on content.file to yingjin_office;

-- Keeps a file, or finds it: `known` are its digests by every index key, the newest first. What is found is held until the
-- end of the transaction, so that nobody destroys it before the record that names it is written.
create function content.keep(in_division text, with_record uuid, known bytea[], of_type text, of_bytes int, with_key bytea, with_sealed bytea, act bigint)
returns bigint language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  found_file bigint;
begin
  call access.require_own_act(a, act);
  if in_division <> a.division then raise exception 'a file of another division' using errcode = '42501'; end if;
  loop
    select f.file_id into found_file from content.file f where f.division = in_division and f.digest = any (known) for key share;
    if found_file is not null then return found_file; end if;
    insert into content.file (division, record, digest, type, bytes, sealed_key, sealed, act_id)
    values (in_division, with_record, known[1], of_type, of_bytes, with_key, with_sealed, act)
    on conflict (division, digest) do nothing returning file_id into found_file;
    if found_file is not null then return found_file; end if;
  end loop;
end $$;

-- Destroys a file that no record names any more. Every table that names one does so by a foreign key.
create function content.let_go(in_division text, the_file bigint, act bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
begin
  call access.require_own_act(a, act);
  if in_division <> a.division then raise exception 'a file of another division' using errcode = '42501'; end if;
  delete from content.file f where f.division = in_division and f.file_id = the_file;
  return found;
exception when foreign_key_violation then
  return false;
end $$;

-- Evidence files of a lead. file_id: none once it was destroyed.
create table leads.evidence (
  division text not null,
  evidence_id bigint generated always as identity,
  lead_id bigint not null,
  person_id bigint not null,
  file_id bigint,
  name text not null,
  type text not null,
  bytes integer not null,
  digest text not null check (digest ~ '^[0-9a-f]{12}$'),
  proof text,
  act_id bigint not null,
  account_id bigint not null,
  attached_at timestamptz not null default clock_timestamp(),
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, evidence_id),
  foreign key (division, lead_id) references leads.lead,
  foreign key (division, person_id) references registry.person,
  foreign key (division, file_id) references content.file,
  foreign key (division, act_id) references audit.act,
  foreign key (division, account_id) references access.account,
  foreign key (division, ended_act) references audit.act,
  check ((file_id is null) = (ended_act is not null))
);
call registry.follow_person('leads.evidence');
create index evidence_by_lead on leads.evidence (division, lead_id);
create unique index evidence_once on leads.evidence (division, lead_id, file_id) where ended_act is null;
create index evidence_by_file on leads.evidence (division, file_id);
call infrastructure.classify('leads.evidence', 'internal', 'division', 'evidence_id', 'lead_id', 'person_id', 'file_id', 'name', 'type', 'bytes', 'digest', 'proof', 'act_id', 'account_id', 'attached_at', 'ended_act', 'area', 'school_id', 'class_id');
grant select, insert, update (file_id, ended_act) on leads.evidence to yingjin_office;
call access.protect('leads.evidence', 'leads');

-- The sealed content of an evidence file, where its row is in reach of whoever asks.
create function leads.evidence_content(in_division text, the_evidence bigint) returns table (record uuid, sealed_key bytea, sealed bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format(
    'select f.record, f.sealed_key, f.sealed
     from (select division, file_id from leads.evidence where division = $1 and evidence_id = $2 and (%s)) e
     join content.file f on f.division = e.division and f.file_id = e.file_id',
    access.rows_in_reach('leads.evidence', 'leads', 'rows')) using in_division, the_evidence;
end $$;

-- Questions that runs left to a person, each once per person, matter and thing asked. `key`: the line, the fact asked, or the
-- other side of a pair. own_person_id and person_id as in leads.lead. The state and who is asked stand here; why it is asked
-- stands in leads.question_ground, and in about what of it tells no category of difficulty (0248).
create table leads.question (
  division text not null,
  question_id bigint generated always as identity,
  matter text not null check (matter in ('same-person', 'discretion', 'amount', 'missing-fact')),
  key text not null,
  person_id bigint not null,
  own_person_id bigint not null,
  other_person_id bigint,
  state text not null check (state in ('open', 'to-review', 'settled')),
  presence text not null check (presence in ('new', 'persisting', 'gone', 'remembered', 'asked-again')),
  owner_account_id bigint,
  due_on date not null,
  least_fen bigint check (least_fen >= 0),
  greatest_fen bigint check (greatest_fen >= least_fen),
  about jsonb not null,
  first_run_id bigint not null,
  act_id bigint not null,
  version integer not null default 1,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, question_id),
  unique (division, own_person_id, matter, key),
  foreign key (division, person_id) references registry.person,
  foreign key (division, own_person_id) references registry.person,
  foreign key (division, other_person_id) references registry.person,
  foreign key (division, owner_account_id) references access.account,
  foreign key (division, first_run_id) references leads.run,
  foreign key (division, act_id) references audit.act,
  check ((least_fen is null) = (greatest_fen is null))
);
call registry.follow_person('leads.question');
-- A list stands by the day, the oldest first: of a division, of an owner, of a school.
create index question_in_order on leads.question (division, due_on, question_id);
create index question_by_owner on leads.question (division, owner_account_id, due_on, question_id);
create index question_by_school on leads.question (division, school_id, due_on, question_id);
create index question_by_due on leads.question (division, due_on) where state <> 'settled';
call infrastructure.classify('leads.question', 'internal', 'division', 'question_id', 'matter', 'person_id', 'own_person_id', 'other_person_id', 'state', 'presence', 'owner_account_id', 'due_on', 'about', 'first_run_id', 'act_id', 'version', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.question', 'restricted', 'key', 'least_fen', 'greatest_fen');
grant select, insert, update (state, presence, owner_account_id, due_on, least_fen, greatest_fen, about, version) on leads.question to yingjin_office;
call access.protect('leads.question', 'questions');

-- Why a question is asked. says: what a decision rests on, each thing under its name; another word is another ground. A change
-- ends the row and adds another; changed: what was different from the ground a decision had stood on.
create table leads.question_ground (
  division text not null,
  question_id bigint not null,
  person_id bigint not null,
  says jsonb not null,
  detail text not null,
  rests_on text[] not null,
  changed text,
  act_id bigint not null,
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, question_id, act_id),
  foreign key (division, question_id) references leads.question,
  foreign key (division, person_id) references registry.person,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act
);
call registry.follow_person('leads.question_ground');
create unique index question_ground_now on leads.question_ground (division, question_id) where ended_act is null;
call infrastructure.classify('leads.question_ground', 'internal', 'division', 'question_id', 'person_id', 'act_id', 'ended_act', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.question_ground', 'restricted', 'says', 'detail', 'rests_on', 'changed');
grant select, insert, update (ended_act) on leads.question_ground to yingjin_office;
call access.protect('leads.question_ground', 'designations');

-- What each run said of a question. One that stays gone is said once.
create table leads.question_in_run (
  division text not null,
  question_id bigint not null,
  run_id bigint not null,
  person_id bigint not null,
  presence text not null check (presence in ('new', 'persisting', 'gone', 'remembered', 'asked-again')),
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, question_id, run_id),
  foreign key (division, question_id) references leads.question,
  foreign key (division, run_id) references leads.run,
  foreign key (division, person_id) references registry.person
);
call registry.follow_person('leads.question_in_run');
call infrastructure.classify('leads.question_in_run', 'internal', 'division', 'question_id', 'run_id', 'person_id', 'presence', 'area', 'school_id', 'class_id');
grant select, insert on leads.question_in_run to yingjin_office;
call access.protect('leads.question_in_run', 'questions');

-- What was decided. decided: as the next run takes it. A decision stands from the act that settled it until the act that ended it.
create table leads.decision (
  division text not null,
  decision_id bigint generated always as identity,
  question_id bigint not null,
  person_id bigint not null,
  answer text not null,
  decided jsonb not null,
  reason text not null,
  evidence text,
  act_id bigint not null,
  account_id bigint not null,
  on_behalf_of bigint not null,
  settled_act bigint,
  confirmed_by bigint,
  ended_act bigint,
  ended text check (ended in ('refused', 'undone', 'ground-changed')),
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, decision_id),
  foreign key (division, question_id) references leads.question,
  foreign key (division, person_id) references registry.person,
  foreign key (division, act_id) references audit.act,
  foreign key (division, settled_act) references audit.act,
  foreign key (division, ended_act) references audit.act,
  foreign key (division, account_id) references access.account,
  foreign key (division, on_behalf_of) references access.account,
  foreign key (division, confirmed_by) references access.account,
  check ((ended is null) = (ended_act is null)),
  check (confirmed_by is null or settled_act is not null),
  check (confirmed_by not in (account_id, on_behalf_of))
);
call registry.follow_person('leads.decision');
create unique index decision_of_question on leads.decision (division, question_id) where ended_act is null;
create index decision_by_question on leads.decision (division, question_id);
call infrastructure.classify('leads.decision', 'internal', 'division', 'decision_id', 'question_id', 'person_id', 'act_id', 'account_id', 'on_behalf_of', 'settled_act', 'confirmed_by', 'ended_act', 'ended', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.decision', 'restricted', 'answer', 'decided', 'reason', 'evidence');
grant select, insert, update (settled_act, confirmed_by, ended_act, ended) on leads.decision to yingjin_office;
call access.protect('leads.decision', 'questions');

-- What was done with a question, in order. No account: a run did it.
create table leads.question_act (
  division text not null,
  question_id bigint not null,
  act_id bigint not null,
  person_id bigint not null,
  move text not null check (move in ('assign', 'attach', 'destroy-evidence', 'answer', 'confirm', 'refuse', 'undo', 'ask-again')),
  says text,
  to_account_id bigint,
  account_id bigint,
  on_behalf_of bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, question_id, act_id),
  foreign key (division, question_id) references leads.question,
  foreign key (division, act_id) references audit.act,
  foreign key (division, person_id) references registry.person,
  foreign key (division, to_account_id) references access.account,
  foreign key (division, account_id) references access.account,
  foreign key (division, on_behalf_of) references access.account,
  check ((to_account_id is not null) = (move = 'assign')),
  check ((account_id is null) = (on_behalf_of is null)),
  check (account_id is not null or move in ('assign', 'ask-again'))
);
call registry.follow_person('leads.question_act');
call infrastructure.classify('leads.question_act', 'internal', 'division', 'question_id', 'act_id', 'person_id', 'move', 'to_account_id', 'account_id', 'on_behalf_of', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.question_act', 'restricted', 'says');
grant select, insert on leads.question_act to yingjin_office;
call access.protect('leads.question_act', 'questions');

-- Evidence files of a question: what its answer was read from. An answer names none of them; whoever confirms it looks at all.
create table leads.question_evidence (
  division text not null,
  evidence_id bigint generated always as identity,
  question_id bigint not null,
  person_id bigint not null,
  file_id bigint,
  name text not null,
  type text not null,
  bytes integer not null,
  digest text not null check (digest ~ '^[0-9a-f]{12}$'),
  act_id bigint not null,
  account_id bigint not null,
  attached_at timestamptz not null default clock_timestamp(),
  ended_act bigint,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, evidence_id),
  foreign key (division, question_id) references leads.question,
  foreign key (division, person_id) references registry.person,
  foreign key (division, file_id) references content.file,
  foreign key (division, act_id) references audit.act,
  foreign key (division, account_id) references access.account,
  foreign key (division, ended_act) references audit.act,
  check ((file_id is null) = (ended_act is not null))
);
call registry.follow_person('leads.question_evidence');
create index question_evidence_by_question on leads.question_evidence (division, question_id);
create unique index question_evidence_once on leads.question_evidence (division, question_id, file_id) where ended_act is null;
create index question_evidence_by_file on leads.question_evidence (division, file_id);
call infrastructure.classify('leads.question_evidence', 'internal', 'division', 'evidence_id', 'question_id', 'person_id', 'file_id', 'name', 'type', 'bytes', 'digest', 'act_id', 'account_id', 'attached_at', 'ended_act', 'area', 'school_id', 'class_id');
grant select, insert, update (file_id, ended_act) on leads.question_evidence to yingjin_office;
call access.protect('leads.question_evidence', 'questions');

-- The sealed content of an evidence file of a question, where its row is in reach of whoever asks.
create function leads.question_evidence_content(in_division text, the_evidence bigint) returns table (record uuid, sealed_key bytea, sealed bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format(
    'select f.record, f.sealed_key, f.sealed
     from (select division, file_id from leads.question_evidence where division = $1 and evidence_id = $2 and (%s)) e
     join content.file f on f.division = e.division and f.file_id = e.file_id',
    access.rows_in_reach('leads.question_evidence', 'questions', 'rows')) using in_division, the_evidence;
end $$;

-- How many questions there are by place, matter and state, for roles that see no row.
create function leads.count_questions(in_division text, by_place text) returns table (place text, matter text, state text, questions bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  place text := case by_place when 'division' then 'null::text' when 'township' then 'left(area, 9)' when 'school' then 'school_id::text' end;
begin
  if place is null then raise exception 'no count by “%”: division, township, school', by_place using errcode = '22023'; end if;
  return query execute format('select %s, matter, state, count(*) from leads.question where division = $1 and (%s) group by 1, 2, 3 order by 1, 2, 3',
    place, access.rows_in_reach('leads.question', 'questions', 'counts')) using in_division;
end $$;

-- The decisions that stood after an act (null: that stand now), one row per thing decided, as the next run takes them: whether
-- two are one person (`says`, other_person_id); whether a child gets a line (`says`) and how much (`amount`, fen); what a fact is
-- (`says`, `amount`, `word`). It looks with the eyes of whoever asks.
create function leads.decisions_known(in_division text, as_of_act bigint)
returns table (person_id bigint, other_person_id bigint, matter text, key text, says boolean, amount bigint, word text, reason text, evidence text, decision_id bigint, settled_act bigint)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select q.person_id, q.other_person_id, q.matter, coalesce(f.fact ->> 'fact', q.key),
    coalesce(f.fact ->> 'says', d.decided ->> 'same', d.decided ->> 'agrees')::boolean,
    coalesce(f.fact ->> 'amount', d.decided ->> 'amountFen')::bigint, f.fact ->> 'word',
    d.reason, d.evidence, d.decision_id, d.settled_act
  from leads.decision d
  join leads.question q using (division, question_id)
  left join lateral jsonb_array_elements(d.decided -> 'facts') f (fact) on true
  where d.division = in_division and d.settled_act is not null
    and case when as_of_act is null then d.ended_act is null else d.settled_act <= as_of_act and (d.ended_act is null or d.ended_act > as_of_act) end
  order by q.person_id, q.matter, 4, d.decision_id
$$;

-- Files and questions of a person stand with whoever the person is found to be, as leads do; parted again, with its own.
create function leads.review_follows_survivors() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  f record;
begin
  for f in
    select n.division, n.person_id as own, s.person_id, s.area, s.school_id, s.class_id
    from arrived n join departed o using (division, person_id)
    join registry.person s on s.division = n.division and s.person_id = coalesce(n.merged_into, n.person_id)
    where n.merged_into is distinct from o.merged_into
  loop
    update leads.evidence t set person_id = f.person_id, area = f.area, school_id = f.school_id, class_id = f.class_id
    from leads.lead l where l.division = f.division and l.own_person_id = f.own and t.division = l.division and t.lead_id = l.lead_id;
    update leads.question_ground t set person_id = f.person_id, area = f.area, school_id = f.school_id, class_id = f.class_id
    from leads.question q where q.division = f.division and q.own_person_id = f.own and t.division = q.division and t.question_id = q.question_id;
    update leads.question_in_run t set person_id = f.person_id, area = f.area, school_id = f.school_id, class_id = f.class_id
    from leads.question q where q.division = f.division and q.own_person_id = f.own and t.division = q.division and t.question_id = q.question_id;
    update leads.question_evidence t set person_id = f.person_id, area = f.area, school_id = f.school_id, class_id = f.class_id
    from leads.question q where q.division = f.division and q.own_person_id = f.own and t.division = q.division and t.question_id = q.question_id;
    update leads.question_act t set person_id = f.person_id, area = f.area, school_id = f.school_id, class_id = f.class_id
    from leads.question q where q.division = f.division and q.own_person_id = f.own and t.division = q.division and t.question_id = q.question_id;
    update leads.decision t set person_id = f.person_id, area = f.area, school_id = f.school_id, class_id = f.class_id
    from leads.question q where q.division = f.division and q.own_person_id = f.own and t.division = q.division and t.question_id = q.question_id;
    update leads.question t set person_id = f.person_id, area = f.area, school_id = f.school_id, class_id = f.class_id
    where t.division = f.division and t.own_person_id = f.own;
  end loop;
  return null;
end $$;
create trigger review_follows_survivors after update on registry.person
  referencing old table as departed new table as arrived
  for each statement execute function leads.review_follows_survivors();

-- What of review rests on an import: decisions about persons it made, and those that stand about anybody it spoke of, made after it.
create function leads.review_rests_on_import(in_division text, of_import bigint) returns table (what text, label text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with base as (select i.committed_act from registry.import i where i.division = in_division and i.import_id = of_import and i.status = 'committed'),
  about as materialized (select p.person_id, p.made from base, registry.persons_of_import(in_division, of_import) p)
  select 'decision', q.question_id::text from base b, leads.question q
  where q.division = in_division and q.question_id in (
      select o.question_id from about p join leads.question o on o.division = in_division and o.own_person_id = p.person_id
      union select o.question_id from about p join leads.question o on o.division = in_division and o.person_id = p.person_id)
    and exists (select from leads.decision d where d.division = q.division and d.question_id = q.question_id
      and (exists (select from about p where p.person_id = q.own_person_id and p.made) or d.ended_act is null and d.act_id > b.committed_act))
  order by q.question_id
$$;
call registry.may_rest_on_import('leads.review_rests_on_import(text,bigint)');
