-- The trail: who did, looked at, unmasked, exported or entered what, written in the transaction that did it and sealed
-- afterwards in a chain per division. Rows hold numbers and digests; words of persons stand where they can be destroyed.

-- Which server counts the transactions: after a restore on another server they are counted anew.
create function audit.cluster() returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select system_identifier from pg_catalog.pg_control_system() $$;

create table audit.entry (
  division text not null references infrastructure.division,
  entry_id bigint generated always as identity,
  cluster bigint not null,
  tid bigint not null,
  recorded_at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('order', 'look', 'unmask', 'export', 'login')),
  name text not null,
  act_id bigint,
  account_id bigint not null,
  on_behalf_of bigint not null,
  persons bigint[] not null,
  reason_digest bytea check (octet_length(reason_digest) = 32),
  primary key (division, entry_id),
  foreign key (division, act_id) references audit.act,
  foreign key (division, account_id) references access.account,
  check ((kind = 'order') = (act_id is not null)),
  check (kind <> 'unmask' or reason_digest is not null)
);
create index entry_by_tid on audit.entry (division, cluster, tid);
create index entry_by_act on audit.entry (division, act_id) where act_id is not null;
create index entry_by_person on audit.entry using gin (persons);
call infrastructure.classify('audit.entry', 'internal', 'division', 'entry_id', 'cluster', 'tid', 'recorded_at', 'kind', 'name', 'act_id', 'account_id', 'on_behalf_of', 'persons', 'reason_digest');

-- Why somebody looked; an order says its reason with its act. These words may be destroyed, and the chain still holds.
create table audit.entry_reason (
  division text not null,
  entry_id bigint not null,
  reason text not null,
  primary key (division, entry_id),
  foreign key (division, entry_id) references audit.entry
);
call infrastructure.classify('audit.entry_reason', 'internal', 'division', 'entry_id', 'reason');

-- One link of a chain: the entries of the transactions [from_tid, below_tid) of one server, each with its digest.
create table audit.seal (
  division text not null references infrastructure.division,
  number bigint not null check (number > 0),
  cluster bigint not null,
  from_tid bigint not null,
  below_tid bigint not null check (below_tid > from_tid),
  entries bigint[] not null check (cardinality(entries) > 0),
  digests bytea not null check (octet_length(digests) = 32 * cardinality(entries)),
  head bytea not null check (octet_length(head) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (division, number)
);
call infrastructure.classify('audit.seal', 'internal', 'division', 'number', 'cluster', 'from_tid', 'below_tid', 'entries', 'digests', 'head', 'sealed_at');

grant select on audit.entry, audit.entry_reason, audit.seal to yingjin_office;
call access.protect('audit.entry', 'trail');
call access.protect('audit.entry_reason', 'trail');
call access.protect('audit.seal', 'trail');

-- Writes one entry in the name of whoever acts. An order is told with its act, which must be the actor's own. The digest
-- of the reason binds its words to the chain, and is keyed by whoever asks, so that words that were destroyed cannot be
-- tried against it; where nobody has a key (a test, a tool) it is over the words and the transaction alone.
create function audit.record(in_division text, of_kind text, with_name text, of_act bigint, of_persons bigint[], why text, why_digest bytea default null)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  said text := why;
  made bigint;
begin
  if a.account_id is null or of_kind = 'login' then raise exception 'no actor' using errcode = '28000'; end if;
  if of_act is not null then
    select e.reason into said from audit.act e
    where e.division = in_division and e.act_id = of_act and e.account_id = a.account_id and e.on_behalf_of = a.for_account_id;
    if not found then raise exception 'no act of this actor' using errcode = '42501'; end if;
  elsif in_division <> a.division then
    raise exception 'an entry of another division' using errcode = '42501';
  end if;
  insert into audit.entry (division, cluster, tid, kind, name, act_id, account_id, on_behalf_of, persons, reason_digest)
  values (in_division, audit.cluster(), pg_current_xact_id()::text::bigint, of_kind, with_name, of_act, a.account_id, a.for_account_id,
    coalesce(of_persons, '{}'), case when said is not null then coalesce(why_digest, sha256(convert_to(pg_current_xact_id()::text || ' ' || said, 'UTF8'))) end)
  returning entry_id into made;
  if of_act is null and why is not null then
    insert into audit.entry_reason (division, entry_id, reason) values (in_division, made, why);
  end if;
  return made;
end $$;

-- A login, one that failed, a logout and what else somebody does about the own login: told of the accounts that it
-- stands for, for nobody acts yet or any more.
create function audit.record_login(of_login text, with_name text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into audit.entry (division, cluster, tid, kind, name, account_id, on_behalf_of, persons)
  select c.division, audit.cluster(), pg_current_xact_id()::text::bigint, 'login', with_name, c.account_id, c.account_id, '{}'
  from access.account c where c.login_id = of_login
$$;

-- One writing of an entry together with the act it tells, whatever the settings of the connection.
create function audit.written(e audit.entry) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_array(e.division, e.entry_id, e.cluster, e.tid, extract(epoch from e.recorded_at), e.kind, e.name, e.account_id, e.on_behalf_of,
    to_jsonb(e.persons), encode(e.reason_digest, 'hex'),
    (select jsonb_build_array(a.act_id, a.kind, a.happened_on - date '2000-01-01', extract(epoch from a.recorded_at), a.account_id, a.on_behalf_of,
        a.client_id, encode(a.order_digest, 'hex'))
     from audit.act a where a.division = e.division and a.act_id = e.act_id))::text
$$;

-- Seals what was committed since. Numbers are given before a commit, so an entry may become visible after one with a
-- higher number; but every transaction below the oldest that is still running has ended, and what it wrote is seen here.
-- Whoever calls learns how many were sealed and can change nothing by it.
create function audit.seal_entries(in_division text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  here bigint := audit.cluster();
  ended bigint;
  last record;
  from_ bigint;
  of_cluster bigint;
  below bigint;
  ids bigint[];
  made bytea;
  sealed bigint := 0;
begin
  -- Two sealers of one division follow one another; each statement below sees what the one before it wrote.
  perform pg_advisory_xact_lock(hashtextextended('yingjin seal ' || in_division, 0));
  for of_cluster in
    select distinct e.cluster from audit.entry e where e.division = in_division order by 1
  loop
    select max(s.below_tid) into from_ from audit.seal s where s.division = in_division and s.cluster = of_cluster;
    from_ := coalesce(from_, 0);
    if of_cluster = here then
      below := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    else
      select max(e.tid) + 1 into below from audit.entry e where e.division = in_division and e.cluster = of_cluster;
    end if;
    continue when below is null or below <= from_;
    select array_agg(e.entry_id order by e.entry_id), string_agg(sha256(convert_to(audit.written(e), 'UTF8')), ''::bytea order by e.entry_id)
    into ids, made
    from audit.entry e where e.division = in_division and e.cluster = of_cluster and e.tid >= from_ and e.tid < below;
    continue when ids is null;
    select s.number, s.head into last from audit.seal s where s.division = in_division order by s.number desc limit 1;
    insert into audit.seal (division, number, cluster, from_tid, below_tid, entries, digests, head)
    values (in_division, coalesce(last.number, 0) + 1, of_cluster, from_, below, ids, made,
      sha256(coalesce(last.head, ''::bytea) || convert_to(jsonb_build_array(in_division, coalesce(last.number, 0) + 1, of_cluster, from_, below, to_jsonb(ids))::text, 'UTF8') || made));
    sealed := sealed + cardinality(ids);
  end loop;
  return sealed;
end $$;

-- Who looked at a person or did something about it, newest first, for whoever reads the trail of the county it is of. Records
-- that were joined are one person, whichever of them was looked at.
create function audit.who_looked(of_person bigint, before_entry bigint, most int)
returns table (entry_id bigint, recorded_at timestamptz, kind text, name text, account_id bigint, account_name text, on_behalf_of bigint, reason text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  within text[] := access.divisions('trail', 'rows');
  records bigint[];
begin
  select array_agg(o.person_id) into records from registry.person p
  join registry.person o on o.division = p.division and coalesce(o.merged_into, o.person_id) = coalesce(p.merged_into, p.person_id)
  where p.person_id = of_person and p.division = any (within);
  if records is null then return; end if;
  return query
    select e.entry_id, e.recorded_at, e.kind, e.name, e.account_id, c.name, e.on_behalf_of, coalesce(r.reason, a.reason)
    from audit.entry e
    join access.account c on c.division = e.division and c.account_id = e.account_id
    left join audit.entry_reason r on r.division = e.division and r.entry_id = e.entry_id
    left join audit.act a on a.division = e.division and a.act_id = e.act_id
    where e.persons && records and (before_entry is null or e.entry_id < before_entry)
    order by e.entry_id desc limit most;
end $$;

-- What an order gave, sealed, so that the same order under the same client id is given the same again.
create table audit.reply (
  division text not null,
  act_id bigint not null,
  sealed bytea not null,
  kept_until timestamptz not null,
  primary key (division, act_id),
  foreign key (division, act_id) references audit.act
);
create index reply_by_end on audit.reply (kept_until);
call infrastructure.classify('audit.reply', 'internal', 'division', 'act_id', 'kept_until');
call infrastructure.classify('audit.reply', 'identity', 'sealed');
grant select on audit.reply to yingjin_office;
call infrastructure.guard('audit.reply');
-- A reply belongs to whoever gave the order, and to nobody who may read the trail.
create policy sees on audit.reply for select to yingjin_office using (false);

create function audit.keep_reply(in_division text, of_act bigint, with_reply bytea, for_time interval) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
begin
  if not exists (select from audit.act e where e.division = in_division and e.act_id = of_act and e.account_id = a.account_id and e.on_behalf_of = a.for_account_id) then
    raise exception 'no act of this actor' using errcode = '42501';
  end if;
  insert into audit.reply (division, act_id, sealed, kept_until) values (in_division, of_act, with_reply, clock_timestamp() + for_time);
end $$;

create function audit.reply_of(in_division text, of_act bigint) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.sealed from access.actor() a
  join audit.act e on e.division = in_division and e.act_id = of_act and e.account_id = a.account_id and e.on_behalf_of = a.for_account_id
  join audit.reply r on r.division = e.division and r.act_id = e.act_id
  where r.kept_until > now()
$$;

-- What is over goes; the act and its entry stay.
create function audit.forget_replies() returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (delete from audit.reply where kept_until <= now() returning 1) select count(*) from gone
$$;
