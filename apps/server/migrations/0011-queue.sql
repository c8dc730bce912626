-- Long work: jobs, how far they are, and what they gave; and the queue that says which is to be done next.

create schema pgboss;
create schema jobs;
grant usage on schema pgboss, jobs to yingjin_office;

-- Whether this connection is a process of our own. It need not say in whose name.
create function access.is_machine() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from infrastructure.machine m
    where starts_with(current_setting('yingjin.session', true), 'machine:') and m.revoked_at is null
      and m.secret_digest = sha256(convert_to(split_part(current_setting('yingjin.session', true), ':', 2), 'UTF8')))
$$;

-- What is told beside an event is numbers by which rows are found, and nothing that says anything of anybody: an ID
-- number, a telephone and an account are longer.
create function jobs.holds_ids_only(data jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select data is null or (jsonb_typeof(data) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(data) when 'object' then data else '{}' end) e
    where jsonb_typeof(e.value) <> 'string' or (e.value #>> '{}') !~ '^([0-9]{1,10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'))
$$;

-- The queue, as the library pg-boss reads and writes it (its layout 24), under its own names. A process of our own works
-- on it; whoever sends goes through jobs.send. It makes no table of its own: all events lie in one.
create type pgboss.job_state as enum ('created', 'retry', 'active', 'completed', 'cancelled', 'failed');

create table pgboss.version (
  version integer primary key,
  maintained_on timestamptz,
  cron_on timestamptz,
  monitored_on timestamptz
);
insert into pgboss.version (version) values (24);
call infrastructure.classify('pgboss.version', 'internal', 'version', 'maintained_on', 'cron_on', 'monitored_on');

create table pgboss.queue (
  name text primary key,
  policy text,
  retry_limit integer,
  retry_delay integer,
  retry_backoff boolean,
  expire_seconds integer,
  retention_minutes integer,
  dead_letter text references pgboss.queue,
  partition_name text,
  created_on timestamptz not null default now(),
  updated_on timestamptz not null default now()
);
call infrastructure.classify('pgboss.queue', 'internal', 'name', 'policy', 'retry_limit', 'retry_delay', 'retry_backoff', 'expire_seconds', 'retention_minutes', 'dead_letter', 'partition_name', 'created_on', 'updated_on');

create table pgboss.schedule (
  name text primary key references pgboss.queue on delete cascade,
  cron text not null,
  timezone text,
  data jsonb,
  options jsonb,
  created_on timestamptz not null default now(),
  updated_on timestamptz not null default now()
);
call infrastructure.classify('pgboss.schedule', 'internal', 'name', 'cron', 'timezone', 'data', 'options', 'created_on', 'updated_on');

create table pgboss.subscription (
  event text not null,
  name text not null references pgboss.queue on delete cascade,
  created_on timestamptz not null default now(),
  updated_on timestamptz not null default now(),
  primary key (event, name)
);
call infrastructure.classify('pgboss.subscription', 'internal', 'event', 'name', 'created_on', 'updated_on');

create table pgboss.job (
  id uuid not null default gen_random_uuid(),
  name text not null references pgboss.queue,
  priority integer not null default 0,
  data jsonb check (jobs.holds_ids_only(data)),
  state pgboss.job_state not null default 'created',
  retry_limit integer not null default 2,
  retry_count integer not null default 0,
  retry_delay integer not null default 0,
  retry_backoff boolean not null default false,
  start_after timestamptz not null default now(),
  started_on timestamptz,
  singleton_key text,
  singleton_on timestamp,
  expire_in interval not null default interval '15 minutes',
  created_on timestamptz not null default now(),
  completed_on timestamptz,
  keep_until timestamptz not null default now() + interval '14 days',
  output jsonb,
  dead_letter text references pgboss.queue,
  policy text,
  primary key (name, id)
);
create index job_next on pgboss.job (name, start_after) include (priority, created_on, id) where state < 'active';
create table pgboss.archive (
  like pgboss.job including defaults,
  archived_on timestamptz not null default now(),
  primary key (name, id)
);
create index archive_by_day on pgboss.archive (archived_on);
call infrastructure.classify('pgboss.job', 'internal', 'id', 'name', 'priority', 'data', 'state', 'retry_limit', 'retry_count', 'retry_delay', 'retry_backoff', 'start_after', 'started_on', 'singleton_key', 'singleton_on', 'expire_in', 'created_on', 'completed_on', 'keep_until', 'output', 'dead_letter', 'policy');
call infrastructure.classify('pgboss.archive', 'internal', 'id', 'name', 'priority', 'data', 'state', 'retry_limit', 'retry_count', 'retry_delay', 'retry_backoff', 'start_after', 'started_on', 'singleton_key', 'singleton_on', 'expire_in', 'created_on', 'completed_on', 'keep_until', 'output', 'dead_letter', 'policy', 'archived_on');

do $$
declare
  of_table text;
begin
  foreach of_table in array array['version', 'queue', 'schedule', 'subscription', 'job', 'archive'] loop
    execute format('call infrastructure.guard(%L::regclass)', 'pgboss.' || of_table);
    execute format('create policy machine on pgboss.%I for all to yingjin_office using ((select access.is_machine())) with check ((select access.is_machine()))', of_table);
    execute format('grant select, insert, update, delete on pgboss.%I to yingjin_office', of_table);
  end loop;
end $$;

-- The events there are. An event is done once it has been done: it is tried again as often as a process ends under it
-- (whose end is noticed by the lock it held, long before a day is over).
insert into pgboss.queue (name, policy, retry_limit, retry_delay, expire_seconds, retention_minutes)
values ('job-started', 'standard', 1000000, 0, 30 * 86400, 90 * 1440);

-- Sends an event within the transaction that causes it, and wakes whoever listens once that has been committed.
create function jobs.send(event text, ids jsonb) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid;
begin
  if (access.actor()).account_id is null and not access.is_machine() then raise exception 'no actor' using errcode = '28000'; end if;
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, keep_until, policy)
  select q.name, ids, q.retry_limit, q.retry_delay, coalesce(q.retry_backoff, false), q.expire_seconds * interval '1 second',
    now() + q.retention_minutes * interval '1 minute', q.policy
  from pgboss.queue q where q.name = event
  returning id into made;
  if made is null then raise exception 'no event “%”', event; end if;
  perform pg_notify('yingjin_queue', event);
  return made;
end $$;

-- One piece of long work, started by an act and carried out in the name of the account that started it. What was ordered
-- and what came of it are sealed; how far it is, is words of the program.
create table jobs.job (
  division text not null references infrastructure.division,
  job_id bigint generated always as identity,
  kind text not null,
  -- Of which field of data it is: whoever sees that field sees that the work is under way.
  field text not null check (field in ('access', 'imports', 'persons', 'results', 'leads')),
  account_id bigint not null,
  for_account_id bigint not null,
  started_act bigint not null,
  -- Under which client id the work is done: done twice, it is one act.
  client_id uuid not null default gen_random_uuid(),
  order_sealed bytea not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'refused', 'failed', 'cancelled')),
  attempt integer not null default 0,
  step text,
  done_units bigint,
  of_units bigint,
  -- Goes up with everything that is told of it.
  change bigint not null default 1,
  cancel_act bigint,
  queued_at timestamptz not null default clock_timestamp(),
  begun_at timestamptz,
  ended_at timestamptz,
  problem_code text,
  outcome_sealed bytea,
  primary key (division, job_id),
  unique (division, started_act),
  foreign key (division, account_id) references access.account,
  foreign key (division, for_account_id) references access.account,
  foreign key (division, started_act) references audit.act,
  foreign key (division, cancel_act) references audit.act,
  check ((ended_at is not null) = (status in ('done', 'refused', 'failed', 'cancelled')))
);
create index job_by_account on jobs.job (division, account_id, job_id desc);
create index job_by_end on jobs.job (ended_at) where outcome_sealed is not null;
call infrastructure.classify('jobs.job', 'internal', 'division', 'job_id', 'kind', 'field', 'account_id', 'for_account_id', 'started_act', 'client_id', 'status', 'attempt', 'step', 'done_units', 'of_units', 'change', 'cancel_act', 'queued_at', 'begun_at', 'ended_at', 'problem_code');
call infrastructure.classify('jobs.job', 'identity', 'order_sealed', 'outcome_sealed');
call infrastructure.guard('jobs.job');
grant select on jobs.job to yingjin_office;

-- The fields of data whose jobs the actor sees, each with the division: asked once per statement. Whoever sees the
-- accounts of a division sees all of its long work.
create function jobs.fields_seen() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select f || ' ' || d
    from unnest(array['access', 'imports', 'persons', 'results', 'leads']) f, unnest(access.divisions(f, 'rows')) d)
$$;
create policy sees on jobs.job for select to yingjin_office using (
  account_id = any ((select access.own_accounts())::bigint[]) or for_account_id = any ((select access.own_accounts())::bigint[])
  or field || ' ' || division = any ((select jobs.fields_seen())::text[])
  or division = any ((select access.divisions('access', 'rows'))::text[]));

-- Who began each, by name, for whoever sees that it is under way.
create function jobs.begun_by(the_jobs bigint[]) returns table (job_id bigint, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.job_id, c.name from jobs.job j join access.account c on c.account_id = j.account_id
  where j.job_id = any (the_jobs)
    and (j.field || ' ' || j.division = any ((select jobs.fields_seen())::text[]) or j.division = any ((select access.divisions('access', 'rows'))::text[]))
$$;

create function jobs.start(of_kind text, in_field text, sealed bytea, act bigint) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  made bigint;
begin
  call access.require_own_act(a, act);
  insert into jobs.job (division, kind, field, account_id, for_account_id, started_act, order_sealed)
  values (a.division, of_kind, in_field, a.account_id, a.for_account_id, act, sealed) returning job_id into made;
  perform jobs.send('job-started', jsonb_build_object('division', a.division, 'job', made::text));
  return made;
end $$;

-- Whether the actor may stop a job: its own, by writing in its field, or as whoever administers the division.
create function jobs.may_stop(a access.acting, j jobs.job) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select access.is_own(a, j.account_id) or access.is_own(a, j.for_account_id) or j.division = any (access.divisions(j.field, 'write') || access.divisions('access', 'write'))
$$;

-- Stops what waits, asks what runs to stop, and gives how it stood; null where the actor may not.
create function jobs.cancel(the_job bigint, act bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  j jobs.job;
begin
  call access.require_own_act(a, act);
  select * into j from jobs.job t where t.division = a.division and t.job_id = the_job for update;
  if not found or not jobs.may_stop(a, j) then return null; end if;
  update jobs.job t set change = t.change + 1, cancel_act = act,
    status = case t.status when 'queued' then 'cancelled' else t.status end,
    ended_at = case t.status when 'queued' then clock_timestamp() end
  where t.division = a.division and t.job_id = the_job and t.status in ('queued', 'running');
  perform pg_notify('yingjin_queue', 'cancel');
  return j.status;
end $$;

-- Starts again what was stopped, failed or was refused, from its last safe point; by whoever started it, because it is
-- carried out in that name. What failed, whoever administers the division may start again besides. Gives how it stood;
-- null where the actor may not.
create function jobs.resume(the_job bigint, act bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  j jobs.job;
begin
  call access.require_own_act(a, act);
  select * into j from jobs.job t where t.division = a.division and t.job_id = the_job for update;
  if not found then return null; end if;
  if (j.account_id <> a.account_id or j.for_account_id <> a.for_account_id)
    and not (j.status = 'failed' and j.division = any (access.divisions('access', 'write'))) then return null; end if;
  if j.status not in ('cancelled', 'failed', 'refused') then return j.status; end if;
  update jobs.job t set status = 'queued', attempt = 0, change = t.change + 1, step = null, done_units = null, of_units = null,
    cancel_act = null, begun_at = null, ended_at = null, problem_code = null, outcome_sealed = null
  where t.division = a.division and t.job_id = the_job;
  perform jobs.send('job-started', jsonb_build_object('division', a.division, 'job', the_job::text));
  return j.status;
end $$;

create procedure jobs.require_machine() language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not access.is_machine() then raise exception 'no process of ours' using errcode = '42501'; end if;
end $$;

-- A process of our own takes a job up, also one under which another ended. What was stopped, or is over, it does not get.
create function jobs.take(in_division text, the_job bigint)
returns table (kind text, order_sealed bytea, started_act bigint, client_id uuid, happened_on date, reason text, attempt int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  call jobs.require_machine();
  update jobs.job t set status = 'cancelled', ended_at = clock_timestamp(), change = t.change + 1
  where t.division = in_division and t.job_id = the_job and t.status = 'running' and t.cancel_act is not null
    and not exists (select from audit.act e where e.division = t.division and e.client_id = t.client_id);
  return query
    with taken as (
      update jobs.job t set status = 'running', attempt = t.attempt + 1, begun_at = clock_timestamp(), change = t.change + 1
      where t.division = in_division and t.job_id = the_job and t.status in ('queued', 'running')
      returning t.*)
    select t.kind, t.order_sealed, t.started_act, t.client_id, s.happened_on, s.reason, t.attempt
    from taken t join audit.act s on s.division = t.division and s.act_id = t.started_act;
end $$;

-- Says how far a job is, and learns whether it is to stop. Without a step, it only asks.
create function jobs.tell(in_division text, the_job bigint, at_step text, so_far bigint, of_all bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  stop boolean;
begin
  call jobs.require_machine();
  if at_step is not null then
    update jobs.job t set step = at_step, done_units = so_far, of_units = of_all, change = t.change + 1
    where t.division = in_division and t.job_id = the_job and t.status = 'running'
      and (t.step, t.done_units, t.of_units) is distinct from (at_step, so_far, of_all);
  end if;
  select t.cancel_act is not null into stop from jobs.job t where t.division = in_division and t.job_id = the_job;
  return stop;
end $$;

-- Whether the work of a job has been committed, whatever became of the process that did it.
create function jobs.is_done(in_division text, the_job bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  call jobs.require_machine();
  return exists (
    select from jobs.job t join audit.act e on e.division = t.division and e.client_id = t.client_id
    where t.division = in_division and t.job_id = the_job);
end $$;

create function jobs.finish(in_division text, the_job bigint, as_status text, code text, sealed bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  call jobs.require_machine();
  -- Of work that is done, whatever was told last of a step: all of it.
  update jobs.job t set status = as_status, problem_code = code, outcome_sealed = sealed, ended_at = clock_timestamp(), change = t.change + 1,
    done_units = case when as_status = 'done' then coalesce(t.of_units, t.done_units) else t.done_units end
  where t.division = in_division and t.job_id = the_job and t.status = 'running';
end $$;

-- What came of a job is kept for a month; that it was done stays.
create function jobs.forget_outcomes() returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    update jobs.job set outcome_sealed = null where outcome_sealed is not null and ended_at < now() - interval '30 days' returning 1)
  select count(*) from gone
$$;
