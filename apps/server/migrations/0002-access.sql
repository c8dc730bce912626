-- Who acts, in which role, over which place or person; and how a row learns whether the actor may see it.
-- The application logs in as yingjin_office, which owns nothing. A transaction names its actor by a secret
-- (setting yingjin.session) that this schema looks up itself; roles, scopes and days are read here and nowhere else.
-- Functions that read grants belong to the owner (security definer), so the tables they read stay closed to the office.

create schema if not exists login;
create schema if not exists access;
create schema if not exists audit;
grant usage on schema access, audit to yingjin_office;

-- Reference: the divisions this database keeps records of. A prefecture is its own division (ends in 00).
create table infrastructure.division (
  division text primary key check (division ~ '^[0-9]{6}$'),
  prefecture text not null check (prefecture ~ '^[0-9]{4}00$' and left(prefecture, 4) = left(division, 4)),
  name text not null
);
call infrastructure.classify('infrastructure.division', 'open', 'division', 'prefecture', 'name');
grant select on infrastructure.division to yingjin_office;

-- Infrastructure: a process of our own. Its secret lies in the configuration folder; here lies the digest.
create table infrastructure.machine (
  machine_id bigint generated always as identity primary key,
  name text not null unique,
  secret_digest bytea not null unique check (octet_length(secret_digest) = 32),
  revoked_at timestamptz
);
call infrastructure.classify('infrastructure.machine', 'internal', 'machine_id', 'name', 'secret_digest', 'revoked_at');

-- Login: users, passwords, second factors and sessions as the login library keeps them, under its own names. It connects
-- as yingjin_login, which touches this schema and nothing else; the office touches nothing here.
create table login."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  username text unique,
  "displayUsername" text,
  "twoFactorEnabled" boolean,
  "createdAt" timestamptz not null default clock_timestamp(),
  "updatedAt" timestamptz not null default clock_timestamp()
);
-- A session of ours, by the digest of what its holder shows: whoever reads this table can act as nobody.
create table login.session (
  session_id bigint generated always as identity primary key,
  user_id text not null,
  digest bytea not null unique check (octet_length(digest) = 32),
  address text,
  agent text,
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create index session_of_user on login.session (user_id);
-- The library's own sessions, within one question to it: none stands here when it has answered, and none is looked up by
-- anything else. The library takes one only with a signature whose key lies outside the database.
create table login.passing_session (
  id text primary key,
  "userId" text not null,
  token text not null unique,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default clock_timestamp(),
  "updatedAt" timestamptz not null default clock_timestamp()
);
create table login.credential (
  id text primary key,
  "userId" text not null references login."user" on delete cascade,
  "accountId" text not null,
  "providerId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default clock_timestamp(),
  "updatedAt" timestamptz not null default clock_timestamp()
);
create index credential_of_user on login.credential ("userId");
create table login.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default clock_timestamp(),
  "updatedAt" timestamptz not null default clock_timestamp()
);
create index verification_by_identifier on login.verification (identifier);
create table login.second_factor (
  id text primary key,
  "userId" text not null references login."user" on delete cascade,
  secret text not null,
  "backupCodes" text not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index second_factor_of_user on login.second_factor ("userId");
-- Failures since the last success, by user name and by address (keyed digests: what was typed may be a password).
create table login.attempt (
  digest bytea primary key check (octet_length(digest) = 32),
  failures integer not null,
  since timestamptz not null default clock_timestamp(),
  locked_until timestamptz
);
-- Codes of devices that have let somebody in, for as long as they would be taken: each counts once.
create table login.used_code (
  user_id text not null references login."user" on delete cascade,
  digest bytea not null check (octet_length(digest) = 32),
  used_at timestamptz not null default clock_timestamp(),
  primary key (user_id, digest)
);
call infrastructure.classify('login."user"', 'internal', 'id', 'name', 'email', 'emailVerified', 'image', 'username', 'displayUsername', 'twoFactorEnabled', 'createdAt', 'updatedAt');
call infrastructure.classify('login.session', 'internal', 'session_id', 'user_id', 'digest', 'address', 'agent', 'started_at', 'seen_at', 'expires_at');
call infrastructure.classify('login.passing_session', 'internal', 'id', 'userId', 'token', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt');
call infrastructure.classify('login.credential', 'internal', 'id', 'userId', 'accountId', 'providerId', 'accessToken', 'refreshToken', 'idToken', 'accessTokenExpiresAt', 'refreshTokenExpiresAt', 'scope', 'password', 'createdAt', 'updatedAt');
call infrastructure.classify('login.verification', 'internal', 'id', 'identifier', 'value', 'expiresAt', 'createdAt', 'updatedAt');
call infrastructure.classify('login.second_factor', 'internal', 'id', 'userId', 'secret', 'backupCodes', 'verified', 'failedVerificationCount', 'lockedUntil');
call infrastructure.classify('login.attempt', 'internal', 'digest', 'failures', 'since', 'locked_until');
call infrastructure.classify('login.used_code', 'internal', 'user_id', 'digest', 'used_at');
-- Lets the library's role in, where the server has it; an administrator may make it later, and the next start lets it in.
create procedure login.admit_library() language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'yingjin_login') then return; end if;
  execute format('grant connect on database %I to yingjin_login', current_database());
  grant usage on schema login to yingjin_login;
  grant select, insert, update, delete on login."user", login.session, login.passing_session, login.credential, login.verification, login.second_factor, login.attempt, login.used_code to yingjin_login;
end $$;
revoke all on procedure login.admit_library() from public;
call login.admit_library();

-- Reference, written from packages/domain at every migration: the roles of register section 6.
create table access.role (
  role text primary key,
  name text not null,
  must_end boolean not null default false
);
call infrastructure.classify('access.role', 'open', 'role', 'name', 'must_end');

-- Where a role may be granted; whether it comes by itself with a relation on record; and what a township is to it: the
-- place with whoever lives there, or the schools that stand there.
create table access.role_level (
  role text not null references access.role,
  level text not null check (level in ('person', 'household', 'class', 'school', 'village', 'township', 'county', 'prefecture', 'sender', 'import', 'fund', 'project', 'order', 'case', 'loan', 'report')),
  by_relation boolean not null default false,
  reaches text not null default 'place' check (reaches in ('place', 'schools-of-township')),
  primary key (role, level)
);
call infrastructure.classify('access.role_level', 'open', 'role', 'level', 'by_relation', 'reaches');

-- Which senders of rosters a role is: over the lists of these it may be granted, over nobody else's.
create table access.role_sender (
  role text not null references access.role,
  sender text not null,
  primary key (role, sender)
);
call infrastructure.classify('access.role_sender', 'open', 'role', 'sender');

-- Which roles the holder of a role may give to others.
create table access.role_appoints (
  role text not null references access.role,
  appoints text not null references access.role,
  primary key (role, appoints)
);
call infrastructure.classify('access.role_appoints', 'open', 'role', 'appoints');

-- What a role may do in a field of data: see its rows, see only how many, write; some only after opening it with a reason.
create table access.role_right (
  role text not null references access.role,
  field text not null,
  reach text not null check (reach in ('rows', 'counts', 'write')),
  when_opened boolean not null default false,
  primary key (role, field, reach)
);
call infrastructure.classify('access.role_right', 'open', 'role', 'field', 'reach', 'when_opened');

-- Roles that one person may not hold over one place: who makes may not check.
create table access.role_conflict (
  role text not null references access.role,
  with_role text not null references access.role,
  reason text not null,
  primary key (role, with_role),
  check (role < with_role)
);
call infrastructure.classify('access.role_conflict', 'open', 'role', 'with_role', 'reason');
grant select on access.role, access.role_level, access.role_sender, access.role_appoints, access.role_right, access.role_conflict to yingjin_office;

create table access.account (
  division text not null references infrastructure.division,
  account_id bigint generated always as identity,
  login_id text,
  person_id bigint,
  name text not null,
  kind text not null check (kind in ('person', 'system')),
  area text check (area ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
  school_id bigint,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (division, account_id),
  unique (division, login_id),
  unique (account_id, division)
);
create index account_by_login on access.account (login_id);
call infrastructure.classify('access.account', 'internal', 'division', 'account_id', 'login_id', 'person_id', 'name', 'kind', 'area', 'school_id', 'closed_at', 'version');

-- An act: who did what when, for whom, under which client id. Its number is the change sequence; every row that an
-- act wrote or ended names it. An account's own numbers never come from the application: see access.begin_act.
create table audit.act (
  division text not null references infrastructure.division,
  act_id bigint generated always as identity,
  kind text not null,
  happened_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  account_id bigint not null,
  on_behalf_of bigint not null,
  client_id uuid not null,
  order_digest bytea not null check (octet_length(order_digest) = 32),
  reason text,
  primary key (division, act_id),
  unique (division, client_id)
);
call infrastructure.classify('audit.act', 'internal', 'division', 'act_id', 'kind', 'happened_on', 'recorded_at', 'account_id', 'on_behalf_of', 'client_id', 'order_digest', 'reason');

-- One relation says who may see what: a role over a place, a person or a thing, from a day to a day, on a ground.
create table access.grant (
  division text not null,
  grant_id bigint generated always as identity,
  account_id bigint not null,
  role text not null references access.role,
  kind text not null check (kind in ('division', 'township', 'village', 'school', 'class', 'person', 'household', 'sender', 'import', 'case', 'fund', 'project', 'order', 'loan', 'report')),
  key text not null,
  fields text[],
  ground text not null check (ground in ('appointment', 'responsibility', 'guardianship', 'self', 'delivery', 'opened')),
  reason text,
  valid_from date not null,
  valid_to date,
  given_act bigint not null,
  revoked_act bigint,
  reviewed_act bigint,
  review_remark text,
  primary key (division, grant_id),
  foreign key (division, account_id) references access.account,
  foreign key (division, given_act) references audit.act,
  foreign key (division, revoked_act) references audit.act,
  foreign key (division, reviewed_act) references audit.act,
  check (valid_to >= valid_from),
  check (ground <> 'opened' or (valid_to is not null and reason is not null and fields is not null))
);
create index grant_by_account on access.grant (account_id, kind) where revoked_act is null;
call infrastructure.classify('access.grant', 'internal', 'division', 'grant_id', 'account_id', 'role', 'kind', 'key', 'fields', 'ground', 'reason', 'valid_from', 'valid_to', 'given_act', 'revoked_act', 'reviewed_act', 'review_remark');

-- Who stands in for whom, from a day to a day.
create table access.deputy (
  division text not null,
  deputy_id bigint generated always as identity,
  for_account_id bigint not null,
  account_id bigint not null,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  reason text not null,
  given_act bigint not null,
  revoked_act bigint,
  primary key (division, deputy_id),
  foreign key (division, account_id) references access.account,
  foreign key (division, for_account_id) references access.account,
  foreign key (division, given_act) references audit.act,
  foreign key (division, revoked_act) references audit.act,
  check (account_id <> for_account_id)
);
create index deputy_by_account on access.deputy (account_id) where revoked_act is null;
call infrastructure.classify('access.deputy', 'internal', 'division', 'deputy_id', 'for_account_id', 'account_id', 'valid_from', 'valid_to', 'reason', 'given_act', 'revoked_act');

-- The day it is in the county, whatever the server's own zone.
create function access.today() returns date
language sql stable as $$ select (now() at time zone 'Asia/Shanghai')::date $$;

create type access.acting as (division text, account_id bigint, for_account_id bigint, person_id bigint);

-- The account that a session stands for: neither over nor closed. Written out in the statement that
-- asks (it is inlined), because row policies ask for it in every statement.
create function access.account_of_login(secret text) returns setof access.account
language sql stable as $$
  select c.* from login.session s join access.account c on c.login_id = s.user_id
  where s.digest = sha256(convert_to(substr(secret, 7), 'UTF8')) and s.expires_at > now() and c.closed_at is null
$$;

-- Who acts: the account whose secret this transaction holds, and for whom. Nobody where the secret is unknown or over,
-- the account closed, or a deputy's days over: no half right is left standing.
--   login:<token>                    a session, kept here as the digest of its token
--   machine:<secret>:<account_id>    a process of our own acting for the account that asked, or as a system account
--   job:<secret>:<division>:<job>    a process of our own carrying out a job while it runs, as the account that started it
create function access.actor() returns access.acting
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  secret text := current_setting('yingjin.session', true);
  behalf text := current_setting('yingjin.on_behalf_of', true);
  a access.acting;
begin
  if starts_with(secret, 'login:') then
    select c.division, c.account_id, c.account_id, c.person_id into a
    from access.account_of_login(secret) c;
  elsif starts_with(secret, 'machine:') then
    select c.division, c.account_id, c.account_id, c.person_id into a
    from infrastructure.machine m join access.account c on c.account_id::text = split_part(secret, ':', 3)
    where m.secret_digest = sha256(convert_to(split_part(secret, ':', 2), 'UTF8')) and m.revoked_at is null and c.closed_at is null;
  elsif starts_with(secret, 'job:') then
    select c.division, c.account_id, c.account_id, c.person_id, case when j.for_account_id <> j.account_id then j.for_account_id::text end
    into a.division, a.account_id, a.for_account_id, a.person_id, behalf
    from infrastructure.machine m
    join jobs.job j on j.division = split_part(secret, ':', 3) and j.job_id::text = split_part(secret, ':', 4) and j.status = 'running'
    join access.account c on c.division = j.division and c.account_id = j.account_id
    where m.secret_digest = sha256(convert_to(split_part(secret, ':', 2), 'UTF8')) and m.revoked_at is null and c.closed_at is null;
  end if;
  if a.account_id is null then return null; end if;
  if behalf <> '' then
    select c.account_id, c.person_id into a.for_account_id, a.person_id
    from access.deputy d join access.account c on c.division = d.division and c.account_id = d.for_account_id
    where d.account_id = a.account_id and d.for_account_id::text = behalf and d.revoked_act is null
      and access.today() between d.valid_from and d.valid_to and c.closed_at is null;
    if not found then return null; end if;
  end if;
  return a;
end $$;

-- What was looked up for the actor once in a transaction stands for the rest of it: in a setting of the transaction, under a
-- mark that only the functions of the owner can make. Whoever sets it otherwise, or takes it along to another transaction, is
-- looked up anew. The key is another with every start of the program.
create table access.lookup_key (
  one boolean primary key default true check (one),
  key bytea not null check (octet_length(key) = 32)
);
call infrastructure.classify('access.lookup_key', 'internal', 'one', 'key');
create procedure access.renew_lookup_key() language sql as $$
  insert into access.lookup_key (key) values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
  on conflict (one) do update set key = excluded.key
$$;
revoke all on procedure access.renew_lookup_key() from public;
call access.renew_lookup_key();

-- Written out in the expression that asks for it (it is inlined there): row policies ask in every statement.
-- What somebody else may write stands in the mark behind its length, so that no part of it is taken for the answer.
create function access.mark_of(own bytea, place text, answer text) returns text
language sql stable as $$
  select encode(sha256(own || convert_to(concat_ws(' ', pg_backend_pid(), now(), place,
    coalesce(length(current_setting('yingjin.session', true)), 0), coalesce(current_setting('yingjin.session', true), ''),
    coalesce(length(current_setting('yingjin.on_behalf_of', true)), 0), coalesce(current_setting('yingjin.on_behalf_of', true), ''), answer), 'UTF8')), 'hex')
$$;
revoke all on function access.mark_of(bytea, text, text) from public;

create function access.home() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept text := current_setting('yingjin.at_home', true);
  own bytea;
  answer text;
begin
  select k.key into own from access.lookup_key k;
  if left(kept, 64) = access.mark_of(own, 'yingjin.at_home', substr(kept, 65)) then return substr(kept, 65); end if;
  answer := (access.actor()).division;
  if answer is not null then perform set_config('yingjin.at_home', access.mark_of(own, 'yingjin.at_home', answer) || answer, true); end if;
  return answer;
end $$;

-- The account that acts, and the one it stands in for.
create function access.own_accounts() returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
begin
  return case when a.account_id is null then '{}' else array[a.account_id, a.for_account_id] end;
end $$;

-- What a person is related to by what the registry has on record today: as the holder of a responsibility or its deputy, the
-- child, household, village or township it answers for, and whoever lives in the village group; as a guardian, its child. With the role that comes with it; where
-- the chain names no role of the register, the one its target means. (The tables are the registry's, made by later steps.)
create function access.relation_keys(in_division text, of_person bigint, of_kind text) returns table (role text, key text)
language plpgsql stable as $$
begin
  return query
    select case when r.role ~ '^A-[0-9]{2}$' then r.role when r.target = 'child' then 'A-02' when r.target = 'township' then 'A-33' else 'A-34' end,
      case r.target when 'child' then r.person_id::text when 'household' then r.household_id::text else r.area end
    from registry.responsibility r
    where r.division = in_division and (r.holder_person_id = of_person or r.deputy_person_id = of_person) and r.ended_act is null
      and access.today() >= r.valid_from and (r.valid_to is null or access.today() <= r.valid_to)
      and r.target = case of_kind when 'person' then 'child' when 'household' then 'household' when 'village' then 'village' when 'township' then 'township' end;
  if of_kind = 'person' then
    return query
      select case when r.role ~ '^A-[0-9]{2}$' then r.role else 'A-34' end, s.person_id::text
      from registry.responsibility r
      join registry.residence s on s.division = r.division and s.at_area = r.area and s.village_group = r.village_group and s.ended_act is null
      where r.division = in_division and (r.holder_person_id = of_person or r.deputy_person_id = of_person) and r.target = 'group' and r.ended_act is null
        and access.today() >= r.valid_from and (r.valid_to is null or access.today() <= r.valid_to);
    return query
      select 'A-36', g.person_id::text
      from registry.guardianship g
      where g.division = in_division and g.guardian_person_id = of_person and g.ended_act is null and g.ground in ('law', 'de-facto')
        and (g.valid_from is null or access.today() >= g.valid_from) and (g.valid_to is null or access.today() <= g.valid_to);
  end if;
end $$;

-- Who belongs to households today.
create function access.persons_of_households(in_division text, households text[]) returns setof text
language plpgsql stable as $$
begin
  return query
    select m.person_id::text from registry.household_member m
    where m.division = in_division and m.household_id = any (households::bigint[]) and m.ended_act is null
      and (m.valid_from is null or access.today() >= m.valid_from) and (m.valid_to is null or access.today() <= m.valid_to);
end $$;

-- The schools that stand in townships.
create function access.schools_of_townships(in_division text, townships text[]) returns setof text
language plpgsql stable as $$
begin
  return query
    select o.organisation_id::text from registry.organisation o
    where o.division = in_division and o.kind = 'school' and left(o.area, 9) = any (townships) and o.ended_act is null;
end $$;

-- The lists that senders delivered, those of tomorrow too: they are looked up whenever somebody asks.
create function access.imports_of_senders(in_division text, senders text[]) returns setof text
language plpgsql stable as $$
begin
  return query
    select i.import_id::text from registry.import i where i.division = in_division and i.sender = any (senders);
end $$;

-- What an account holds in a field of data today by grants. A right that needs opening comes with an opened grant only.
create function access.held(of_account bigint, in_field text, how text) returns table (role text, kind text, key text)
language sql stable as $$
  select g.role, g.kind, g.key
  from access.grant g
  join access.role_right r on r.role = g.role and r.field = in_field and (r.reach = how or (how = 'counts' and r.reach = 'rows'))
    and (not r.when_opened or g.ground = 'opened')
  where g.account_id = of_account and g.revoked_act is null
    and access.today() >= g.valid_from and (g.valid_to is null or access.today() <= g.valid_to)
    and (g.fields is null or in_field = any (g.fields))
$$;

-- Roles to which a township is the schools that stand there.
create function access.holds_schools_of_township(of_role text) returns boolean
language sql stable as $$
  select exists (select from access.role_level l where l.role = of_role and l.level = 'township' and l.reaches = 'schools-of-township')
$$;

-- The keys of one kind of place or thing that the actor reaches in one field of data; looked up once in a transaction. Whoever
-- is logged in and acts for itself is looked up together with what it holds; for everybody else access.actor() says who acts.
create function access.reach(in_field text, how text, of_kind text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  secret text := current_setting('yingjin.session', true);
  place constant text := concat('yingjin.reach_', replace(in_field, '-', '_'), '_', how, '_', of_kind);
  kept text := current_setting(place, true);
  own bytea;
  a access.acting;
  keys text[];
  wide text[];
begin
  select k.key into own from access.lookup_key k;
  if left(kept, 64) = access.mark_of(own, place, substr(kept, 65)) then return substr(kept, 65)::text[]; end if;
  if starts_with(secret, 'login:') and coalesce(current_setting('yingjin.on_behalf_of', true), '') = '' then
    select c.division, c.account_id, c.account_id, c.person_id into a.division, a.account_id, a.for_account_id, a.person_id
    from access.account_of_login(secret) c;
  else
    a := access.actor();
  end if;
  if a.account_id is null then return '{}'; end if;
  keys := array(
    select h.key from access.held(a.for_account_id, in_field, how) h
    where h.kind = of_kind and (of_kind <> 'township' or not access.holds_schools_of_township(h.role)));
  if of_kind = 'school' then
    wide := array(
      select h.key from access.held(a.for_account_id, in_field, how) h where h.kind = 'township' and access.holds_schools_of_township(h.role));
    if wide <> '{}' then keys := keys || array(select access.schools_of_townships(a.division, wide)); end if;
  end if;
  if of_kind = 'import' then
    wide := array(select h.key from access.held(a.for_account_id, in_field, how) h where h.kind = 'sender');
    if wide <> '{}' then keys := keys || array(select access.imports_of_senders(a.division, wide)); end if;
  end if;
  if a.person_id is not null and of_kind <> 'division' then
    keys := keys || array(
      select k.key
      from access.relation_keys(a.division, a.person_id, of_kind) k
      join access.role_level l on l.role = k.role and l.level = of_kind and l.by_relation
      join access.role_right r on r.role = k.role and r.field = in_field and (r.reach = how or (how = 'counts' and r.reach = 'rows'))
        and not r.when_opened
      where of_kind <> 'township' or not access.holds_schools_of_township(k.role));
  end if;
  if of_kind = 'person' then
    wide := access.reach(in_field, how, 'household');
    if wide <> '{}' then keys := keys || array(select access.persons_of_households(a.division, wide)); end if;
  end if;
  perform set_config(place, access.mark_of(own, place, keys::text) || keys::text, true);
  return keys;
end $$;

-- The divisions the actor reaches whole. A prefecture reaches its own records and those of the counties below it.
create function access.divisions(in_field text, how text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  place constant text := concat('yingjin.whole_', replace(in_field, '-', '_'), '_', how);
  kept text := current_setting(place, true);
  own bytea;
  whole text[];
begin
  select k.key into own from access.lookup_key k;
  if left(kept, 64) = access.mark_of(own, place, substr(kept, 65)) then return substr(kept, 65)::text[]; end if;
  if starts_with(current_setting('yingjin.session', true), 'login:') and coalesce(current_setting('yingjin.on_behalf_of', true), '') = '' then
    whole := array(
      select h.key from access.account_of_login(current_setting('yingjin.session', true)) c
      cross join lateral access.held(c.account_id, in_field, how) h where h.kind = 'division');
  else
    whole := array(
      select h.key from access.held((access.actor()).for_account_id, in_field, how) h where h.kind = 'division');
  end if;
  -- A county has nothing below it: its code does not end in 00.
  if array_to_string(whole, ',') ~ '00(,|$)' then
    whole := whole || array(select d.division from infrastructure.division d where d.prefecture = any (whole) and d.division <> d.prefecture);
  end if;
  perform set_config(place, access.mark_of(own, place, whole::text) || whole::text, true);
  return whole;
end $$;

-- What the actor holds today, by grant or by relation.
create function access.standing() returns table (role text, kind text, key text, fields text[], ground text, valid_from date, valid_to date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
begin
  if a.account_id is null then return; end if;
  return query
    select g.role, g.kind, g.key, g.fields, g.ground, g.valid_from, g.valid_to
    from access.grant g
    where g.account_id = a.for_account_id and g.revoked_act is null
      and access.today() >= g.valid_from and (g.valid_to is null or access.today() <= g.valid_to)
    union all
    select k.role, l.level, k.key, null::text[], 'responsibility'::text, access.today(), null::date
    from access.role_level l cross join lateral access.relation_keys(a.division, a.person_id, l.level) k
    where a.person_id is not null and l.by_relation and l.role = k.role;
end $$;

-- Whether the actor reaches so far into a field over any place at all, by grant or by relation.
create function access.may(in_field text, how text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting;
begin
  -- Whoever reaches a whole division is looked up once: the policies of the rows ask for the same.
  if access.divisions(in_field, how) <> '{}' then return true; end if;
  a := access.actor();
  if exists (select from access.held(a.for_account_id, in_field, how)) then return true; end if;
  return a.person_id is not null and exists (
    select from access.standing() s
    join access.role_right r on r.role = s.role and r.field = in_field and (r.reach = how or (how = 'counts' and r.reach = 'rows')) and not r.when_opened
    where s.ground = 'responsibility');
end $$;

-- Opens an act in the actor's name and gives its number. Who asks again under the same client id with the same order
-- gets the number of the first act and `again`; with another order, or by another account, it is refused (23505). The digest
-- of an order is keyed; `earlier_digests` are of the same order by earlier keys.
create function access.begin_act(in_division text, of_kind text, on_day date, with_client_id uuid, with_digest bytea, with_reason text,
  earlier_digests bytea[] default '{}', out act_id bigint, out again boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  old record;
begin
  if a.account_id is null then raise exception 'no actor' using errcode = '28000'; end if;
  if in_division <> a.division and not exists (select from infrastructure.division d where d.division = in_division and d.prefecture = a.division) then
    raise exception 'an act of another division' using errcode = '42501';
  end if;
  again := false;
  insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest, reason)
  values (in_division, of_kind, on_day, a.account_id, a.for_account_id, with_client_id, with_digest, with_reason)
  on conflict (division, client_id) do nothing
  returning audit.act.act_id into act_id;
  if act_id is not null then return; end if;
  select e.act_id, e.account_id, e.order_digest, e.kind into old from audit.act e where e.division = in_division and e.client_id = with_client_id;
  if old.account_id <> a.account_id or not old.order_digest = any (with_digest || earlier_digests) or old.kind <> of_kind then
    raise exception 'this client id stands for another order' using errcode = '23505', constraint = 'act_client_id';
  end if;
  act_id := old.act_id;
  again := true;
end $$;

-- Infrastructure: which tables row policies were made for, and of which field of data each is.
create table access.protected_table (
  table_name regclass primary key,
  field text not null,
  open_at_home boolean not null
);
call infrastructure.classify('access.protected_table', 'internal', 'table_name', 'field', 'open_at_home');

-- Which rows are in reach of whoever reaches their whole division. One comparison tells the rows of a county from its own
-- office; the rest of the list is for a prefecture.
create function access.division_in_reach(in_field text, how text) returns text
language sql immutable as $$
  select format('division = (select (access.divisions(%L, %L))[1]) or division = any ((select (access.divisions(%L, %L))[2:])::text[])',
    in_field, how, in_field, how)
$$;

-- Which rows of a table are in reach, made of the columns it has: whoever reaches the whole division, or, at home, the
-- school, class, township, village, household, person or thing of the row. Arms stand from wide to narrow, and each looks
-- its keys up once per statement and only when the arms before it said no.
create function access.rows_in_reach(of_table regclass, in_field text, how text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  has text[] := array(select attname::text from pg_catalog.pg_attribute where attrelid = of_table and attnum > 0 and not attisdropped);
  arms text[] := '{}';
  condition text;
  one record;
begin
  for one in
    select * from (values
      ('school', 'school_id', 'school_id', 'bigint'),
      ('class', 'class_id', 'class_id', 'bigint'),
      ('township', 'area', 'left(area, 9)', 'text'),
      ('village', 'area', 'area', 'text'),
      ('household', 'household_id', 'household_id', 'bigint'),
      ('person', 'person_id', 'person_id', 'bigint'),
      ('import', 'import_id', 'import_id', 'bigint'),
      ('fund', 'fund_id', 'fund_id', 'bigint'),
      ('project', 'project_id', 'project_id', 'bigint'),
      ('order', 'order_id', 'order_id', 'bigint'),
      ('case', 'case_id', 'case_id', 'bigint'),
      ('loan', 'loan_id', 'loan_id', 'bigint'),
      ('report', 'report_id', 'report_id', 'bigint')) as v (kind, col, expression, type)
  loop
    if one.col = any (has) then
      arms := arms || format('%s = any ((select access.reach(%L, %L, %L)::%s[])::%s[])', one.expression, in_field, how, one.kind, one.type, one.type);
    end if;
  end loop;
  condition := access.division_in_reach(in_field, how);
  if arms <> '{}' then
    condition := format('%s or (division = (select access.home()) and (%s))', condition, array_to_string(arms, ' or '));
  end if;
  return condition;
end $$;

-- The policies of a subject table. Rows of a table that is open at home are read by every account of the division (the
-- names of its schools), and written by reach all the same.
create procedure access.protect(of_table regclass, in_field text, open_at_home boolean default false) language plpgsql as $$
declare
  sees text := access.rows_in_reach(of_table, in_field, 'rows');
  writes text := access.rows_in_reach(of_table, in_field, 'write');
begin
  call infrastructure.guard(of_table);
  insert into access.protected_table values (of_table, in_field, open_at_home);
  if open_at_home then
    -- Whatever is narrower lies at home.
    sees := 'division = (select access.home()) or ' || access.division_in_reach(in_field, 'rows');
  end if;
  execute format('create policy sees on %s for select to yingjin_office using (%s)', of_table, sees);
  execute format('create policy adds on %s for insert to yingjin_office with check (%s)', of_table, writes);
  execute format('create policy changes on %s for update to yingjin_office using (%s) with check (%s)', of_table, writes, writes);
  execute format('create policy removes on %s for delete to yingjin_office using (%s)', of_table, writes);
end $$;

-- How many rows of a table the actor may count, by place; for roles that see no row. Where nobody may count there is no
-- line at all, and no line is finer than a school.
create function access.count_rows(of_table regclass, by_place text default 'division') returns table (division text, place text, n bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  in_field text;
  place text;
begin
  select t.field into in_field from access.protected_table t where t.table_name = of_table;
  if not found then raise exception '% is no protected table', of_table using errcode = '42501'; end if;
  place := case by_place when 'division' then 'null::text' when 'township' then 'left(area, 9)' when 'school' then 'school_id::text' end;
  if place is null then raise exception 'no count by “%”: division, township, school', by_place using errcode = '22023'; end if;
  return query execute format('select division, %s, count(*) from %s where %s group by 1, 2 order by 1, 2',
    place, of_table, access.rows_in_reach(of_table, in_field, 'counts'));
end $$;

-- How many rows of a division have these values, for whoever sees the rows of the whole division; null for everybody else,
-- who counts what the policies leave. To count many, each row is not asked again what is true of all.
create function access.count_whole(of_table regclass, in_division text, equals jsonb) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  in_field text;
  conditions text;
  n bigint;
begin
  select t.field into in_field from access.protected_table t where t.table_name = of_table;
  if not found or not has_any_column_privilege('yingjin_office', of_table, 'select')
    or exists (select from jsonb_object_keys(equals) k where not has_column_privilege('yingjin_office', of_table, k, 'select')) then
    raise exception '% is not counted by %', of_table, equals using errcode = '42501';
  end if;
  if not in_division = any (access.divisions(in_field, 'rows')) then return null; end if;
  conditions := (select string_agg(format(' and %I = %L', e.key, e.value), '') from jsonb_each_text(equals) e);
  execute format('select count(*) from %s where division = %L%s', of_table, in_division, conditions) into n;
  return n;
end $$;

grant select on access.account, access.grant, access.deputy, audit.act to yingjin_office;
call access.protect('access.account', 'access');
call access.protect('access.grant', 'access');
call access.protect('access.deputy', 'access');
call access.protect('audit.act', 'trail');

-- Everybody sees the own account, what it was granted, and who stands in for whom.
create policy own on access.account for select to yingjin_office using (account_id = any ((select access.own_accounts())::bigint[]));
create policy own on access.grant for select to yingjin_office using (account_id = any ((select access.own_accounts())::bigint[]));
create policy own on access.deputy for select to yingjin_office
  using (account_id = any ((select access.own_accounts())::bigint[]) or for_account_id = any ((select access.own_accounts())::bigint[]));

-- Giving and taking rights. The office writes none of these tables itself: it asks these functions, which look at who
-- acts, and answer with the refusal (a code and its facts) or do it. What they hold to stands here and nowhere else.

create type access.answer as (id bigint, refusal text, facts jsonb);

create function access.refused(code text, facts jsonb default '{}') returns access.answer
language sql immutable as $$ select (null::bigint, code, facts)::access.answer $$;

-- An act is the actor's own; another's would be a signature forged.
create procedure access.require_own_act(a access.acting, act bigint) language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if a.account_id is null or not exists (
    select from audit.act e where e.division = a.division and e.act_id = act and e.account_id = a.account_id and e.on_behalf_of = a.for_account_id) then
    raise exception 'no act of this actor' using errcode = '42501';
  end if;
end $$;

create function access.level_of(of_kind text, of_key text) returns text
language sql immutable as $$ select case when of_kind <> 'division' then of_kind when right(of_key, 2) = '00' then 'prefecture' else 'county' end $$;

-- Whether things of a kind are on record at all. A right over a number that names nothing would fall to whatever is given
-- that number later.
create function access.is_kept(of_level text) returns boolean
language sql immutable as $$ select of_level not in ('case', 'fund', 'project', 'order', 'loan', 'report') $$;

-- Whether a place or thing is there, in this division (a prefecture reaches its counties).
create function access.is_place(in_division text, of_kind text, of_key text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  case of_kind
    when 'division' then
      return exists (select from infrastructure.division d where d.division = of_key and (d.division = in_division or d.prefecture = in_division));
    when 'township' then return of_key ~ '^[0-9]{9}$' and left(of_key, 6) = in_division;
    when 'village' then return of_key ~ '^[0-9]{12}$' and left(of_key, 6) = in_division;
    when 'sender' then return exists (select from access.role_sender s where s.sender = of_key);
    else
      if of_key !~ '^[1-9][0-9]{0,17}$' then return false; end if;
  end case;
  case of_kind
    when 'school' then return exists (select from registry.school s where s.division = in_division and s.school_id = of_key::bigint);
    when 'class' then return exists (select from registry.class c where c.division = in_division and c.class_id = of_key::bigint);
    when 'person' then return exists (select from registry.person p where p.division = in_division and p.person_id = of_key::bigint);
    when 'household' then return exists (select from registry.household h where h.division = in_division and h.household_id = of_key::bigint);
    when 'import' then return exists (select from registry.import i where i.division = in_division and i.import_id = of_key::bigint);
    else return false;
  end case;
end $$;

-- What a family sees is its own: a guardian by law or de facto on record the child, a student itself.
create function access.is_of(in_division text, of_role text, holder bigint, of_person bigint) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return case of_role
    when 'A-36' then exists (
      select from registry.guardianship g
      where g.division = in_division and g.guardian_person_id = holder and g.person_id = of_person and g.ended_act is null and g.ground in ('law', 'de-facto')
        and (g.valid_from is null or access.today() >= g.valid_from) and (g.valid_to is null or access.today() <= g.valid_to))
    when 'A-37' then coalesce(holder = of_person, false)
    else true end;
end $$;

-- Whether one place holds the other whole.
create function access.covers(in_division text, wide_kind text, wide_key text, of_kind text, of_key text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if wide_kind = of_kind and wide_key = of_key then return true; end if;
  case wide_kind
    when 'division' then
      if of_kind = 'division' then
        return exists (select from infrastructure.division d where d.division = of_key and d.prefecture = wide_key);
      end if;
      return wide_key = in_division or exists (select from infrastructure.division d where d.division = in_division and d.prefecture = wide_key);
    when 'township' then
      case of_kind
        when 'village' then return left(of_key, 9) = wide_key;
        when 'school' then
          return exists (select from registry.organisation o
            where o.division = in_division and o.organisation_id::text = of_key and left(o.area, 9) = wide_key);
        when 'class' then
          return exists (select from registry.class c join registry.organisation o on o.division = c.division and o.organisation_id = c.school_id
            where c.division = in_division and c.class_id::text = of_key and left(o.area, 9) = wide_key);
        when 'person' then
          return exists (select from registry.person p where p.division = in_division and p.person_id::text = of_key and left(p.area, 9) = wide_key);
        else return false;
      end case;
    when 'village' then
      return of_kind = 'person' and exists (
        select from registry.person p where p.division = in_division and p.person_id::text = of_key and p.area = wide_key);
    when 'school' then
      case of_kind
        when 'class' then
          return exists (select from registry.class c where c.division = in_division and c.class_id::text = of_key and c.school_id::text = wide_key);
        when 'person' then
          return exists (select from registry.person p where p.division = in_division and p.person_id::text = of_key and p.school_id::text = wide_key);
        else return false;
      end case;
    when 'class' then
      return of_kind = 'person' and exists (
        select from registry.person p where p.division = in_division and p.person_id::text = of_key and p.class_id::text = wide_key);
    when 'sender' then
      return of_kind = 'import' and exists (
        select from registry.import i where i.division = in_division and i.import_id::text = of_key and i.sender = wide_key);
    else return false;
  end case;
end $$;

-- Accounts that an account's holder wears at one time within some days: the own, those of the same person, and those it
-- stands in for.
create function access.hats(in_division text, of_account bigint, from_day date, to_day date) returns setof bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  with same as (
    select c.account_id from access.account c
    where c.division = in_division and (c.account_id = of_account
      or c.person_id = (select o.person_id from access.account o where o.division = in_division and o.account_id = of_account)))
  select account_id from same
  union
  select d.for_account_id from access.deputy d join same s on s.account_id = d.account_id
  where d.division = in_division and d.revoked_act is null
    and daterange(d.valid_from, d.valid_to, '[]') && daterange(from_day, to_day, '[]')
$$;

-- A role held under one of an account's hats that excludes a role over a place that overlaps, within days that overlap.
create function access.conflict_of(in_division text, of_account bigint, with_role text, of_kind text, of_key text, from_day date, to_day date)
returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('role', x.role, 'with', with_role, 'reason', x.reason, 'accountId', x.account_id::text)
  from (
    select g.role, c.reason, g.account_id, g.kind, g.key
    from access.hats(in_division, of_account, from_day, to_day) h
    join access.grant g on g.division = in_division and g.account_id = h
    join access.role_conflict c on (c.role = g.role and c.with_role = conflict_of.with_role) or (c.with_role = g.role and c.role = conflict_of.with_role)
    where g.revoked_act is null and daterange(g.valid_from, g.valid_to, '[]') && daterange(from_day, to_day, '[]')) x
  where access.covers(in_division, x.kind, x.key, of_kind, of_key) or access.covers(in_division, of_kind, of_key, x.kind, x.key)
  order by x.role limit 1
$$;

-- Whoever would wear a new grant of an account: its holder, and its deputies of those days.
create function access.wearers(in_division text, of_account bigint, from_day date, to_day date) returns setof bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select of_account
  union
  select d.account_id from access.deputy d
  where d.division = in_division and d.for_account_id = of_account and d.revoked_act is null
    and daterange(d.valid_from, d.valid_to, '[]') && daterange(from_day, to_day, '[]')
$$;

-- Whether two accounts are the actor's own, itself or the one it stands in for, or of the same person.
create function access.is_own(a access.acting, account bigint) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select account in (a.account_id, a.for_account_id) or exists (
    select from access.account mine join access.account other on other.division = mine.division and other.person_id = mine.person_id
    where mine.division = a.division and mine.account_id in (a.account_id, a.for_account_id) and other.account_id = account)
$$;

-- Why the actor may not give or take a role over a place within these days and fields; null where it may.
create function access.may_not_give(a access.acting, the_role text, of_kind text, of_key text, in_fields text[], to_day date) returns access.answer
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  by_role int;
  by_place int;
  by_field int;
  by_day int;
begin
  select count(*), count(*) filter (where p), count(*) filter (where p and f), count(*) filter (where p and f and d)
  into by_role, by_place, by_field, by_day
  from (
    select access.covers(a.division, g.kind, g.key, of_kind, of_key) as p,
      g.fields is null or coalesce(in_fields <@ g.fields, false) as f,
      g.valid_to is null or coalesce(to_day <= g.valid_to, false) as d
    from access.grant g
    join access.role_right r on r.role = g.role and r.field = 'access' and r.reach = 'write'
    join access.account me on me.division = a.division and me.account_id = a.account_id
    where g.division = a.division and g.account_id = a.for_account_id and g.revoked_act is null and g.ground <> 'opened'
      and access.today() >= g.valid_from and (g.valid_to is null or access.today() <= g.valid_to)
      and (g.fields is null or 'access' = any (g.fields))
      and (exists (select from access.role_appoints t where t.role = g.role and t.appoints = the_role)
        or (me.kind = 'system' and g.role = the_role))) x;
  return case
    when by_role = 0 then access.refused('role-not-yours', jsonb_build_object('role', the_role))
    when by_place = 0 then access.refused('beyond-your-place', jsonb_build_object('kind', of_kind, 'key', of_key))
    when by_field = 0 then access.refused('beyond-your-fields')
    when by_day = 0 then access.refused('beyond-your-days')
  end;
end $$;

create function access.give(to_account bigint, the_role text, of_kind text, of_key text, in_fields text[], from_day date, to_day date, why text, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  target access.account;
  of_role access.role;
  no access.answer;
  standing access.grant;
  clash jsonb;
  wearer bigint;
  made bigint;
begin
  call access.require_own_act(a, act);
  select * into target from access.account c where c.division = a.division and c.account_id = to_account and c.closed_at is null for update;
  if not found then return access.refused('no-account'); end if;
  if access.is_own(a, to_account) then return access.refused('own-grant'); end if;
  select * into of_role from access.role r where r.role = the_role;
  if not found then return access.refused('no-role', jsonb_build_object('role', the_role)); end if;
  if not exists (select from access.role_level l where l.role = the_role and l.level = access.level_of(of_kind, of_key)) then
    return access.refused('not-at-this-level', jsonb_build_object('role', the_role, 'level', access.level_of(of_kind, of_key),
      'possible', (select coalesce(jsonb_agg(l.level order by l.level), '[]') from access.role_level l where l.role = the_role)));
  end if;
  if of_kind = 'sender' and not exists (select from access.role_sender s where s.role = the_role and s.sender = of_key) then
    return access.refused('not-its-lists', jsonb_build_object('role', the_role, 'key', of_key,
      'possible', (select coalesce(jsonb_agg(s.sender order by s.sender), '[]') from access.role_sender s where s.role = the_role)));
  end if;
  if not access.is_kept(of_kind) then
    return access.refused('not-kept-yet', jsonb_build_object('role', the_role, 'level', of_kind,
      'possible', (select coalesce(jsonb_agg(l.level order by l.level), '[]') from access.role_level l where l.role = the_role and access.is_kept(l.level))));
  end if;
  if not access.is_place(a.division, of_kind, of_key) then return access.refused('no-such-place', jsonb_build_object('kind', of_kind, 'key', of_key)); end if;
  if of_kind = 'person' and not access.is_of(a.division, the_role, target.person_id, of_key::bigint) then
    return access.refused(case the_role when 'A-37' then 'not-itself' else 'not-own-child' end);
  end if;
  if in_fields = '{}' or not in_fields <@ array(select r.field from access.role_right r where r.role = the_role) then
    return access.refused('not-of-this-role', jsonb_build_object('role', the_role));
  end if;
  if to_day < from_day or to_day < access.today() then return access.refused('over-already'); end if;
  if of_role.must_end and to_day is null then return access.refused('must-end', jsonb_build_object('role', the_role)); end if;
  no := access.may_not_give(a, the_role, of_kind, of_key, in_fields, to_day);
  if no.refusal is not null then return no; end if;
  -- Given twice, it would have to be taken back twice.
  select g.* into standing from access.grant g
  where g.division = a.division and g.account_id = to_account and g.role = the_role and g.kind = of_kind and g.key = of_key
    and g.ground = 'appointment' and g.revoked_act is null and (g.fields is null or coalesce(in_fields <@ g.fields, false))
    and daterange(g.valid_from, g.valid_to, '[]') @> daterange(from_day, to_day, '[]')
  order by g.grant_id limit 1;
  if found then
    return access.refused('given-already', jsonb_build_object('role', the_role, 'from', standing.valid_from, 'to', standing.valid_to));
  end if;
  for wearer in select access.wearers(a.division, to_account, from_day, to_day) loop
    clash := access.conflict_of(a.division, wearer, the_role, of_kind, of_key, from_day, to_day);
    if clash is not null then return access.refused('incompatible', clash); end if;
  end loop;
  insert into access.grant (division, account_id, role, kind, key, fields, ground, reason, valid_from, valid_to, given_act)
  values (a.division, to_account, the_role, of_kind, of_key, in_fields, 'appointment', why, from_day, to_day, act) returning grant_id into made;
  return (made, null, '{}')::access.answer;
end $$;

create function access.revoke(the_grant bigint, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  g access.grant;
  no access.answer;
begin
  call access.require_own_act(a, act);
  select * into g from access.grant t where t.division = a.division and t.grant_id = the_grant for update;
  if not found then return access.refused('no-grant'); end if;
  if g.revoked_act is not null then return access.refused('revoked-already'); end if;
  if access.is_own(a, g.account_id) then return access.refused('own-grant'); end if;
  -- Taking away is bounded by role and place only: whoever may give a narrower right may take a wider one of the place.
  no := access.may_not_give(a, g.role, g.kind, g.key, '{}', access.today());
  if no.refusal is not null then return no; end if;
  update access.grant t set revoked_act = act where t.division = a.division and t.grant_id = the_grant;
  return (the_grant, null, '{}')::access.answer;
end $$;

-- One's own deputy, or by whoever administers the accounts of the division a deputy of somebody else; never oneself.
create function access.appoint_deputy(for_account bigint, the_account bigint, from_day date, to_day date, why text, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  clash jsonb;
  g record;
  made bigint;
begin
  call access.require_own_act(a, act);
  if a.account_id <> a.for_account_id then return access.refused('deputy-has-no-deputy'); end if;
  if access.is_own(a, the_account) or for_account = the_account then return access.refused('own-grant'); end if;
  perform from access.account c where c.division = a.division and c.account_id in (for_account, the_account) order by c.account_id for update;
  if (select count(*) from access.account c where c.division = a.division and c.account_id in (for_account, the_account) and c.closed_at is null and c.kind = 'person') <> 2 then
    return access.refused('no-account');
  end if;
  if for_account <> a.account_id and not (a.division = any (access.divisions('access', 'write'))) then return access.refused('not-your-account'); end if;
  if to_day < from_day or to_day < access.today() then return access.refused('over-already'); end if;
  for g in
    select t.role, t.kind, t.key, greatest(t.valid_from, from_day) as from_day, least(t.valid_to, to_day) as to_day
    from access.grant t
    where t.division = a.division and t.revoked_act is null
      and t.account_id in (select access.hats(a.division, for_account, from_day, to_day))
      and daterange(t.valid_from, t.valid_to, '[]') && daterange(appoint_deputy.from_day, appoint_deputy.to_day, '[]')
  loop
    clash := access.conflict_of(a.division, the_account, g.role, g.kind, g.key, g.from_day, g.to_day);
    if clash is not null then return access.refused('incompatible', clash); end if;
  end loop;
  insert into access.deputy (division, for_account_id, account_id, valid_from, valid_to, reason, given_act)
  values (a.division, for_account, the_account, from_day, to_day, why, act) returning deputy_id into made;
  return (made, null, '{}')::access.answer;
end $$;

create function access.end_deputy(the_deputy bigint, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  d access.deputy;
begin
  call access.require_own_act(a, act);
  select * into d from access.deputy t where t.division = a.division and t.deputy_id = the_deputy for update;
  if not found then return access.refused('no-deputy'); end if;
  if a.account_id not in (d.account_id, d.for_account_id) and not (a.division = any (access.divisions('access', 'write'))) then
    return access.refused('not-your-account');
  end if;
  if d.revoked_act is not null then return access.refused('revoked-already'); end if;
  update access.deputy t set revoked_act = act where t.division = a.division and t.deputy_id = the_deputy;
  return (the_deputy, null, '{}')::access.answer;
end $$;

-- Whoever holds a role that may open rows opens them itself, with a reason and an end day; another person reviews it.
create function access.open_rows(of_division text, in_fields text[], to_day date, why text, most_days int, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  by_role text;
  made bigint;
begin
  call access.require_own_act(a, act);
  if a.account_id <> a.for_account_id then return access.refused('deputy-opens-nothing'); end if;
  if coalesce(btrim(why), '') = '' then return access.refused('needs-reason'); end if;
  if to_day is null or to_day < access.today() then return access.refused('over-already'); end if;
  if to_day >= access.today() + least(most_days, 31) then return access.refused('opened-too-long', jsonb_build_object('days', least(most_days, 31))); end if;
  if coalesce(in_fields, '{}') = '{}' then return access.refused('not-of-this-role'); end if;
  select g.role into by_role
  from access.grant g
  where g.division = a.division and g.account_id = a.account_id and g.revoked_act is null and g.ground <> 'opened'
    and access.today() >= g.valid_from and (g.valid_to is null or to_day <= g.valid_to)
    and (g.fields is null or in_fields <@ g.fields)
    and in_fields <@ array(select r.field from access.role_right r where r.role = g.role and r.when_opened)
    and access.covers(a.division, g.kind, g.key, 'division', of_division)
  order by g.role limit 1;
  if by_role is null then return access.refused('cannot-open'); end if;
  insert into access.grant (division, account_id, role, kind, key, fields, ground, reason, valid_from, valid_to, given_act)
  values (a.division, a.account_id, by_role, 'division', of_division, in_fields, 'opened', why, access.today(), to_day, act) returning grant_id into made;
  return (made, null, '{}')::access.answer;
end $$;

-- What was opened, for whoever administers accounts of the division that opened it, who reviews it, or of the county that was opened.
create function access.openings(after_reviewed boolean default null, after_grant bigint default null, most integer default 500)
returns table (grant_id bigint, account_id bigint, account_name text, role text, key text, place text, fields text[], reason text,
  valid_from date, valid_to date, opened_at timestamptz, reviewer text, reviewed_at timestamptz, remark text, to_review boolean, total bigint, waiting bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
begin
  if a.account_id is null or not (a.division = any (access.divisions('access', 'write'))) then return; end if;
  return query
    with opened as materialized (
      select g.*, g.reviewed_act is not null as seen, count(*) over () as total, count(*) filter (where g.reviewed_act is null) over () as waiting
      from access.grant g where (g.division = a.division or g.key = a.division) and g.ground = 'opened' and g.kind = 'division')
    select g.grant_id, g.account_id, c.name, g.role, g.key, coalesce(d.name, g.key), coalesce(g.fields, '{}'), g.reason, g.valid_from, g.valid_to,
      given.recorded_at, r.name, reviewed.recorded_at, g.review_remark, g.division = a.division and not g.seen and not access.is_own(a, g.account_id), g.total, g.waiting
    from opened g join access.account c on c.division = g.division and c.account_id = g.account_id
    join audit.act given on given.division = g.division and given.act_id = g.given_act
    left join infrastructure.division d on d.division = g.key
    left join audit.act reviewed on reviewed.division = g.division and reviewed.act_id = g.reviewed_act
    left join access.account r on r.division = reviewed.division and r.account_id = reviewed.account_id
    where after_grant is null or g.seen > after_reviewed or g.seen = after_reviewed and g.grant_id < after_grant
    order by g.seen, g.grant_id desc limit most;
end $$;

create function access.review_opening(the_grant bigint, says text, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  g access.grant;
begin
  call access.require_own_act(a, act);
  if not (a.division = any (access.divisions('access', 'write'))) then return access.refused('not-your-account'); end if;
  select * into g from access.grant t where t.division = a.division and t.grant_id = the_grant and t.ground = 'opened' for update;
  if not found then return access.refused('no-grant'); end if;
  if access.is_own(a, g.account_id) then return access.refused('own-grant'); end if;
  if g.reviewed_act is not null then return access.refused('reviewed-already'); end if;
  update access.grant t set reviewed_act = act, review_remark = says where t.division = a.division and t.grant_id = the_grant;
  return (the_grant, null, '{}')::access.answer;
end $$;

-- A new account of a person who works at a place of this division.
create function access.add_account(with_name text, with_login text, of_person bigint, in_area text, at_school bigint, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  made bigint;
begin
  call access.require_own_act(a, act);
  if not (a.division = any (access.divisions('access', 'write')))
    and not coalesce(at_school::text = any (access.reach('access', 'write', 'school')), false) then
    return access.refused('beyond-your-place', jsonb_build_object('kind', 'school', 'key', coalesce(at_school::text, '')));
  end if;
  if exists (select from access.account c where c.login_id = with_login) then return access.refused('login-taken'); end if;
  insert into access.account (division, login_id, person_id, name, kind, area, school_id)
  values (a.division, with_login, of_person, with_name, 'person', in_area, at_school) returning account_id into made;
  return (made, null, '{}')::access.answer;
end $$;

-- A closed account acts no more, from this moment; what it did stays.
create function access.close_account(the_account bigint, at_version int, act bigint)
returns access.answer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  c access.account;
begin
  call access.require_own_act(a, act);
  select * into c from access.account t where t.division = a.division and t.account_id = the_account for update;
  if not found then return access.refused('no-account'); end if;
  if access.is_own(a, the_account) then return access.refused('own-grant'); end if;
  if not (a.division = any (access.divisions('access', 'write')))
    and not coalesce(c.school_id::text = any (access.reach('access', 'write', 'school')), false) then return access.refused('not-your-account'); end if;
  if c.closed_at is not null then return access.refused('closed-already'); end if;
  if c.version <> at_version then return access.refused('stale', jsonb_build_object('version', c.version, 'given', at_version)); end if;
  update access.account t set closed_at = clock_timestamp(), version = t.version + 1 where t.division = a.division and t.account_id = the_account;
  delete from login.session s where s.user_id = c.login_id;
  return (the_account, null, '{}')::access.answer;
end $$;
