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

-- Login: users and sessions as the login library keeps them; it alone writes here.
create table login.session (
  id text primary key,
  "userId" text not null,
  token text not null unique,
  "expiresAt" timestamptz not null
);
call infrastructure.classify('login.session', 'internal', 'id', 'userId', 'token', 'expiresAt');

-- Reference, written from packages/domain at every migration: the roles of register section 6.
create table access.role (
  role text primary key,
  name text not null
);
call infrastructure.classify('access.role', 'open', 'role', 'name');

-- What a role may do in a field of data: see its rows, see only how many, write.
create table access.role_right (
  role text not null references access.role,
  field text not null,
  reach text not null check (reach in ('rows', 'counts', 'write')),
  primary key (role, field, reach)
);
call infrastructure.classify('access.role_right', 'open', 'role', 'field', 'reach');

-- Roles that one person may not hold over one place: who makes may not check.
create table access.role_conflict (
  role text not null references access.role,
  with_role text not null references access.role,
  reason text not null,
  primary key (role, with_role),
  check (role < with_role)
);
call infrastructure.classify('access.role_conflict', 'open', 'role', 'with_role', 'reason');
grant select on access.role, access.role_right, access.role_conflict to yingjin_office;

create table access.account (
  division text not null references infrastructure.division,
  account_id bigint generated always as identity,
  login_id text,
  person_id bigint,
  name text not null,
  kind text not null check (kind in ('person', 'system')),
  closed_at timestamptz,
  version integer not null default 1,
  primary key (division, account_id),
  unique (division, login_id),
  unique (account_id, division)
);
create index account_by_login on access.account (login_id);
call infrastructure.classify('access.account', 'internal', 'division', 'account_id', 'login_id', 'person_id', 'name', 'kind', 'closed_at', 'version');

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
  kind text not null check (kind in ('division', 'township', 'village', 'school', 'class', 'person', 'household', 'import', 'case', 'fund', 'project', 'order', 'loan', 'report')),
  key text not null,
  fields text[],
  ground text not null check (ground in ('appointment', 'responsibility', 'guardianship', 'self', 'delivery', 'opened')),
  reason text,
  valid_from date not null,
  valid_to date,
  given_act bigint not null,
  revoked_act bigint,
  primary key (division, grant_id),
  foreign key (division, account_id) references access.account,
  foreign key (division, given_act) references audit.act,
  foreign key (division, revoked_act) references audit.act,
  check (valid_to >= valid_from),
  check (ground <> 'opened' or (valid_to is not null and reason is not null))
);
create index grant_by_account on access.grant (account_id, kind) where revoked_act is null;
call infrastructure.classify('access.grant', 'internal', 'division', 'grant_id', 'account_id', 'role', 'kind', 'key', 'fields', 'ground', 'reason', 'valid_from', 'valid_to', 'given_act', 'revoked_act');

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

-- Who acts: the account whose secret this transaction holds, and for whom. Nobody where the secret is unknown or over,
-- the account closed, or a deputy's days over: no half right is left standing.
--   login:<token>                    a session of the login library
--   machine:<secret>:<account_id>    a process of our own acting for the account that asked, or as a system account
create function access.actor() returns access.acting
language plpgsql stable security definer set search_path = '' as $$
declare
  secret text := current_setting('yingjin.session', true);
  behalf text := current_setting('yingjin.on_behalf_of', true);
  a access.acting;
begin
  if starts_with(secret, 'login:') then
    select c.division, c.account_id, c.account_id, c.person_id into a
    from login.session s join access.account c on c.login_id = s."userId"
    where s.token = substr(secret, 7) and s."expiresAt" > now() and c.closed_at is null;
  elsif starts_with(secret, 'machine:') then
    select c.division, c.account_id, c.account_id, c.person_id into a
    from infrastructure.machine m join access.account c on c.account_id::text = split_part(secret, ':', 3)
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

create function access.home() returns text
language sql stable security definer set search_path = '' as $$ select (access.actor()).division $$;

-- The keys of one kind of place or thing that the actor reaches in one field of data; called once per statement.
create function access.reach(in_field text, how text, of_kind text) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
  a access.acting := access.actor();
begin
  if a.account_id is null then return '{}'; end if;
  return array(
    select distinct g.key
    from access.grant g
    join access.role_right r on r.role = g.role and r.field = in_field and r.reach = how
    where g.account_id = a.for_account_id and g.kind = of_kind and g.revoked_act is null
      and access.today() >= g.valid_from and (g.valid_to is null or access.today() <= g.valid_to)
      and (g.fields is null or in_field = any (g.fields)));
end $$;

-- The divisions the actor reaches whole. A prefecture reaches its own records and those of the counties below it.
create function access.divisions(in_field text, how text) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
  own text[] := access.reach(in_field, how, 'division');
begin
  if own = '{}' then return own; end if;
  return own || array(select d.division from infrastructure.division d where d.prefecture = any (own) and d.division <> d.prefecture);
end $$;

-- Whether the actor reaches so far into a field over any place at all.
create function access.may(in_field text, how text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  a access.acting := access.actor();
begin
  return a.account_id is not null and exists (
    select from access.grant g
    join access.role_right r on r.role = g.role and r.field = in_field and (r.reach = how or (how = 'counts' and r.reach = 'rows'))
    where g.account_id = a.for_account_id and g.revoked_act is null
      and access.today() >= g.valid_from and (g.valid_to is null or access.today() <= g.valid_to)
      and (g.fields is null or in_field = any (g.fields)));
end $$;

-- Opens an act in the actor's name and gives its number. Who asks again under the same client id with the same order
-- gets the number of the first act and `again`; with another order, or by another account, it is refused (23505).
create function access.begin_act(in_division text, of_kind text, on_day date, with_client_id uuid, with_digest bytea, with_reason text,
  out act_id bigint, out again boolean)
language plpgsql volatile security definer set search_path = '' as $$
declare
  a access.acting := access.actor();
  old record;
begin
  if a.account_id is null then raise exception 'no actor' using errcode = '28000'; end if;
  again := false;
  insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest, reason)
  values (in_division, of_kind, on_day, a.account_id, a.for_account_id, with_client_id, with_digest, with_reason)
  on conflict (division, client_id) do nothing
  returning audit.act.act_id into act_id;
  if act_id is not null then return; end if;
  select e.act_id, e.account_id, e.order_digest, e.kind into old from audit.act e where e.division = in_division and e.client_id = with_client_id;
  if old.account_id <> a.account_id or old.order_digest <> with_digest or old.kind <> of_kind then
    raise exception 'this client id stands for another order' using errcode = '23505', constraint = 'act_client_id';
  end if;
  act_id := old.act_id;
  again := true;
end $$;

-- The policies of a subject table, made of the columns it has: whoever reaches the whole division, or, at home, the
-- school, class, township, village, household, person or import of the row. Arms stand from wide to narrow, and each
-- looks its keys up once per statement and only when the arms before it said no. Rows of a table that is open at home
-- are read by every account of the division (the names of its schools), and written by reach all the same.
create procedure access.protect(of_table regclass, in_field text, open_at_home boolean default false) language plpgsql as $$
declare
  has text[] := array(select attname::text from pg_attribute where attrelid = of_table and attnum > 0 and not attisdropped);
  how text;
  condition text;
  arms text[];
  one record;
begin
  call infrastructure.guard(of_table);
  foreach how in array array['rows', 'write'] loop
    arms := '{}';
    for one in
      select * from (values
        ('school', 'school_id', 'school_id', 'bigint'),
        ('class', 'class_id', 'class_id', 'bigint'),
        ('township', 'area', 'left(area, 9)', 'text'),
        ('village', 'area', 'area', 'text'),
        ('household', 'household_id', 'household_id', 'bigint'),
        ('person', 'person_id', 'person_id', 'bigint'),
        ('import', 'import_id', 'import_id', 'bigint')) as v (kind, col, expression, type)
    loop
      if one.col = any (has) then
        arms := arms || format('%s = any ((select access.reach(%L, %L, %L)::%s[])::%s[])', one.expression, in_field, how, one.kind, one.type, one.type);
      end if;
    end loop;
    condition := format('division = any ((select access.divisions(%L, %L))::text[])', in_field, how);
    if arms <> '{}' then
      condition := format('%s or (division = (select access.home()) and (%s))', condition, array_to_string(arms, ' or '));
    end if;
    if how = 'rows' and open_at_home then
      condition := 'division = (select access.home()) or ' || condition;
    end if;
    if how = 'rows' then
      execute format('create policy sees on %s for select to yingjin_office using (%s)', of_table, condition);
    else
      execute format('create policy adds on %s for insert to yingjin_office with check (%s)', of_table, condition);
      execute format('create policy changes on %s for update to yingjin_office using (%s) with check (%s)', of_table, condition, condition);
      execute format('create policy removes on %s for delete to yingjin_office using (%s)', of_table, condition);
    end if;
  end loop;
end $$;

grant select on access.account, access.grant, access.deputy, audit.act to yingjin_office;
call access.protect('access.account', 'access');
call access.protect('access.grant', 'access');
call access.protect('access.deputy', 'access');
call access.protect('audit.act', 'trail');
