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
returns bigint language plpgsql volatile security definer set search_path = '' as $$
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
language plpgsql volatile security definer set search_path = '' as $$
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
language plpgsql stable security definer set search_path = '' as $$
begin
  return query execute format(
    'select f.record, f.sealed_key, f.sealed
     from (select division, file_id from leads.evidence where division = $1 and evidence_id = $2 and (%s)) e
     join content.file f on f.division = e.division and f.file_id = e.file_id',
    access.rows_in_reach('leads.evidence', 'leads', 'rows')) using in_division, the_evidence;
end $$;
