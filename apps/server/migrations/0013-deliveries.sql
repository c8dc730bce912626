-- Files that departments and schools send (来件): what was read out of each, and the batches that were made of it.

-- A roster comes in more forms than a paper does.
alter table content.file drop constraint file_type_check;
alter table content.file add constraint file_type_check
  check (type in ('pdf', 'jpeg', 'png', 'docx', 'xlsx', 'ofd', 'xls', 'xml-2003', 'html', 'text'));

-- One file. file_id: the file itself, sealed, until every list of it stands in a committed import or it was set aside; it
-- holds columns that are not collected, so it is kept no longer than it is needed. said: what a person said of its sheets,
-- which kind of roster and as of when. reading_sealed: what was understood, with the rows that a person looks at.
create table registry.delivery (
  division text not null references infrastructure.division,
  delivery_id bigint generated always as identity,
  record uuid not null default gen_random_uuid(),
  file_id bigint,
  name text not null,
  type text not null,
  bytes integer not null check (bytes > 0),
  digest text not null check (digest ~ '^[0-9a-f]{12}$'),
  status text not null default 'arrived' check (status in ('arrived', 'read', 'no-roster', 'unreadable', 'taken', 'set-aside')),
  message text,
  said jsonb not null default '{}',
  reading_sealed bytea,
  rows_accepted integer not null default 0 check (rows_accepted >= 0),
  rows_refused integer not null default 0 check (rows_refused >= 0),
  -- At the reading before this one, so that a correction shows what it changes.
  accepted_before integer,
  refused_before integer,
  account_id bigint not null,
  act_id bigint not null,
  arrived_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  ended_act bigint,
  version integer not null default 1,
  primary key (division, delivery_id),
  foreign key (division, file_id) references content.file,
  foreign key (division, account_id) references access.account,
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act,
  check ((file_id is null) = (ended_act is not null)),
  check ((ended_act is not null) = (status in ('taken', 'set-aside')))
);
create unique index delivery_once on registry.delivery (division, file_id) where ended_act is null;
create index delivery_by_file on registry.delivery (division, file_id);
call infrastructure.classify('registry.delivery', 'internal', 'division', 'delivery_id', 'record', 'file_id', 'name', 'type', 'bytes', 'digest', 'status', 'message', 'said', 'rows_accepted', 'rows_refused', 'accepted_before', 'refused_before', 'account_id', 'act_id', 'arrived_at', 'read_at', 'ended_act', 'version');
call infrastructure.classify('registry.delivery', 'identity', 'reading_sealed');

-- One roster out of a file. The rows of it that were not taken lie sealed as the sender wrote them, without what is not
-- collected: they go back to the sender. import_id: the batch that was made of it; whoever reaches that reaches this.
create table registry.delivery_list (
  division text not null,
  delivery_list_id bigint generated always as identity,
  record uuid not null default gen_random_uuid(),
  delivery_id bigint not null,
  roster text not null,
  sender text not null,
  name text not null,
  as_of date,
  coverage text not null check (coverage in ('complete', 'partial', 'supplementary')),
  certain boolean not null,
  hindrance text,
  rows_read integer not null check (rows_read >= 0),
  rows_accepted integer not null check (rows_accepted >= 0),
  rows_refused integer not null check (rows_refused >= 0),
  -- Of how many persons, or sums, the accepted rows speak: a row of a household speaks of several.
  entries integer not null check (entries >= 0),
  not_collected text[] not null default '{}',
  returned integer not null default 0 check (returned >= 0),
  returned_sealed bytea,
  import_id bigint,
  arrived_at timestamptz not null,
  -- Of a list that becomes no import: the sealed snapshot from which a run takes it.
  snapshot text check (snapshot ~ '^[0-9a-f]{64}$'),
  primary key (division, delivery_list_id),
  unique (division, delivery_id, roster),
  foreign key (division, delivery_id) references registry.delivery,
  foreign key (division, import_id) references registry.import,
  check (rows_read >= rows_accepted + rows_refused)
);
create index delivery_list_by_import on registry.delivery_list (division, import_id);
call infrastructure.classify('registry.delivery_list', 'internal', 'division', 'delivery_list_id', 'record', 'delivery_id', 'roster', 'sender', 'name', 'as_of', 'coverage', 'certain', 'hindrance', 'rows_read', 'rows_accepted', 'rows_refused', 'entries', 'not_collected', 'returned', 'import_id', 'arrived_at', 'snapshot');
call infrastructure.classify('registry.delivery_list', 'identity', 'returned_sealed');

-- What a person said a heading of a sender’s roster means; the newest stands, and is applied to what comes next.
create table registry.column_meaning (
  division text not null references infrastructure.division,
  column_meaning_id bigint generated always as identity,
  sender text not null,
  roster text not null,
  heading text not null,
  meaning text not null,
  act_id bigint not null,
  ended_act bigint,
  primary key (division, column_meaning_id),
  foreign key (division, act_id) references audit.act,
  foreign key (division, ended_act) references audit.act
);
create unique index column_meaning_once on registry.column_meaning (division, roster, heading) where ended_act is null;
call infrastructure.classify('registry.column_meaning', 'internal', 'division', 'column_meaning_id', 'sender', 'roster', 'heading', 'meaning', 'act_id', 'ended_act');

grant select, insert, update on registry.delivery, registry.column_meaning to yingjin_office;
grant select, insert, update, delete on registry.delivery_list to yingjin_office;
call access.protect('registry.delivery', 'imports');
call access.protect('registry.delivery_list', 'imports');
call access.protect('registry.column_meaning', 'imports');

-- What came of which kind of roster and in how many rows, also for whoever counts the rosters of a whole division and sees
-- none of them: a committed batch, or a list that waits and is not of a file that was taken before.
create function registry.rosters_received(in_division text)
returns table (waits boolean, roster text, number bigint, place bigint, as_of date, sheet_rows int, entries int, rows_refused int)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mine as materialized (select in_division as division where in_division = any (access.divisions('imports', 'counts')))
  select false, i.roster, i.import_id, i.import_id, i.as_of, coalesce(i.sheet_rows, i.rows_accepted), i.rows_accepted, i.rows_refused
  from mine join registry.import i using (division) where i.status = 'committed'
  union all
  select true, l.roster, l.delivery_id, l.delivery_list_id, l.as_of, l.rows_accepted, l.entries, l.rows_refused
  from mine join registry.delivery_list l using (division)
  join registry.delivery d on d.division = l.division and d.delivery_id = l.delivery_id and d.ended_act is null
  left join registry.import i on i.division = l.division and i.import_id = l.import_id
  where i.status is distinct from 'committed' and i.status is distinct from 'undone'
    and not exists (select from registry.import t where t.division = l.division and t.roster = l.roster and t.status = 'committed'
      and left(encode(t.file_digest, 'hex'), 12) = d.digest)
$$;

-- Of which schools the committed batches have rows, for the same readers. over_on: the day of the newer list that says all of its
-- source anew, and from which on it says nothing any more. A school that was merged counts as the one it went into.
create function registry.schools_received(in_division text)
returns table (roster text, as_of date, replaced boolean, over_on date, school_id bigint, rows int)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mine as materialized (select in_division as division where in_division = any (access.divisions('imports', 'counts')))
  select i.roster, i.as_of, n.import_id is not null, n.as_of, coalesce(o.merged_into, s.at_school_id), s.rows
  from mine join registry.import i using (division)
  join registry.import_school s on s.division = i.division and s.import_id = i.import_id
  left join registry.organisation o on o.division = s.division and o.organisation_id = s.at_school_id
  left join lateral (
    select n.import_id, n.as_of from registry.import n where n.division = i.division and n.source = i.source and n.status = 'committed'
      and n.coverage <> 'supplementary' and n.committed_act > i.committed_act order by n.committed_act limit 1) n on true
  where i.status = 'committed'
$$;

-- The sealed file of a delivery, where its row is in reach of whoever asks.
create function registry.delivery_content(in_division text, the_delivery bigint) returns table (record uuid, sealed_key bytea, sealed bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format(
    'select f.record, f.sealed_key, f.sealed
     from (select division, file_id from registry.delivery where division = $1 and delivery_id = $2 and (%s)) e
     join content.file f on f.division = e.division and f.file_id = e.file_id',
    access.rows_in_reach('registry.delivery', 'imports', 'rows')) using in_division, the_delivery;
end $$;

-- A file whose every list stands in a committed import is needed no more, and ends with the act of that commit.
create function registry.let_delivery_go() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
begin
  for one in
    update registry.delivery d set status = 'taken', file_id = null, ended_act = new.committed_act, version = d.version + 1
    from registry.delivery_list l, registry.delivery before
    where l.division = new.division and l.import_id = new.import_id and d.division = l.division and d.delivery_id = l.delivery_id and d.ended_act is null
      and before.division = d.division and before.delivery_id = d.delivery_id
      and not exists (
        select from registry.delivery_list o left join registry.import i on i.division = o.division and i.import_id = o.import_id
        where o.division = d.division and o.delivery_id = d.delivery_id and o.hindrance is null and i.status is distinct from 'committed')
    returning d.division, before.file_id
  loop
    begin
      delete from content.file f where f.division = one.division and f.file_id = one.file_id;
    exception when foreign_key_violation then
      null;
    end;
  end loop;
  return null;
end $$;
create trigger let_delivery_go after update of status on registry.import
  for each row when (new.status = 'committed' and old.status <> 'committed') execute function registry.let_delivery_go();

-- Batches that were given up to be read otherwise, of those in reach, and not given back: read_as, the batch that was made of the
-- same file since; none where the file still lies there. A file that was taken in as another kind of roster is no more that batch.
create function registry.read_again(in_division text) returns table (import_id bigint, read_as bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format(
    'select i.import_id, n.import_id
     from (select * from registry.import where division = $1 and status = ''given-up'' and (%s)) i
     left join lateral (select n.import_id from registry.import n where n.division = i.division and n.file_digest = i.file_digest and n.roster = i.roster
       and n.import_id > i.import_id and n.status <> ''given-up'' order by n.import_id desc limit 1) n on true
     where n.import_id is not null or exists (select from registry.delivery d where d.division = i.division
       and d.digest = left(encode(i.file_digest, ''hex''), 12) and d.status not in (''taken'', ''set-aside''))',
    access.rows_in_reach('registry.import', 'imports', 'rows')) using in_division;
end $$;

-- When imports were laid down, committed and undone, and by whom: of those in reach. What acts say besides is of the trail.
create function registry.moments_of_imports(in_division text) returns table (import_id bigint, staged_at timestamptz, committed_at timestamptz, undone_at timestamptz, staged_by text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query execute format(
    'select i.import_id, s.recorded_at, c.recorded_at, u.recorded_at, n.name
     from (select * from registry.import where division = $1 and (%s)) i
     join audit.act s on s.division = i.division and s.act_id = i.staged_act
     left join access.account n on n.division = i.division and n.account_id = s.account_id
     left join audit.act c on c.division = i.division and c.act_id = i.committed_act
     left join audit.act u on u.division = i.division and u.act_id = i.undone_act',
    access.rows_in_reach('registry.import', 'imports', 'rows')) using in_division;
end $$;
