-- The ground on which all subjects stand: schemas, what the office may enter, how a column says its class, and views by
-- which the gate looks at tables. Every name says its schema. The owner is whoever applies this; the office role is
-- there before.

create schema infrastructure;
create schema access;
create schema registry;
create schema leads;
create schema audit;
revoke all on schema public from public;
grant usage on schema infrastructure, access, registry, leads, audit to yingjin_office;

-- The office connects, and copies rows into temporary tables first where it has many.
do $$
begin
  execute format('grant connect, temporary on database %I to yingjin_office', current_database());
end $$;

-- Names in the order of a Chinese list. A server built without ICU sorts by character instead.
do $$
begin
  create collation infrastructure.pinyin (provider = icu, locale = 'zh-u-co-pinyin');
exception when feature_not_supported or invalid_parameter_value or undefined_object then
  create collation infrastructure.pinyin from pg_catalog."C";
end $$;

-- Writes the class of columns as the first word of their comment; what a comment said already stays behind a colon.
create procedure infrastructure.classify(of_table regclass, class text, variadic columns text[]) language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  col text;
  said text;
begin
  if class not in ('open', 'internal', 'identity', 'restricted') then
    raise exception 'no class “%”: open, internal, identity, restricted', class;
  end if;
  foreach col in array columns loop
    select regexp_replace(coalesce(pg_catalog.col_description(a.attrelid, a.attnum), ''), '^(open|internal|identity|restricted)(: |$)', '') into said
    from pg_catalog.pg_attribute a
    where a.attrelid = of_table and a.attname = col and a.attnum > 0 and not a.attisdropped;
    if not found then
      raise exception 'table % has no column “%”', of_table, col;
    end if;
    execute format('comment on column %s.%I is %L', of_table, col, class || case said when '' then '' else ': ' || said end);
  end loop;
end $$;

-- Puts a table under row security, its owner included, and leaves the owner the one policy that lets migration, backup
-- and the functions that look up grants do their work. Nobody else sees a row until a policy says so.
create procedure infrastructure.guard(of_table regclass) language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s enable row level security', of_table);
  execute format('alter table %s force row level security', of_table);
  if not exists (select from pg_catalog.pg_policy p where p.polrelid = of_table and p.polname = 'owner') then
    execute format('create policy owner on %s for all to %I using (true) with check (true)', of_table, current_user);
  end if;
end $$;

-- Every column of a table of ours with its class; null where nobody said one.
create view infrastructure.column_class with (security_invoker = true) as
select n.nspname::text as in_schema, c.relname::text as in_table, a.attname::text as in_column,
  format_type(a.atttypid, a.atttypmod) as type,
  substring(col_description(a.attrelid, a.attnum) from '^(open|internal|identity|restricted)(?:: |$)') as class
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';

-- Every table of ours: its first key column, and whether row security holds for its owner too.
create view infrastructure.table_guard with (security_invoker = true) as
select n.nspname::text as in_schema, c.relname::text as in_table,
  (select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
   where i.indrelid = c.oid and i.indisprimary) as first_key,
  (select format_type(a.atttypid, null) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
   where i.indrelid = c.oid and i.indisprimary) as first_key_type,
  c.relrowsecurity as guarded, c.relforcerowsecurity as guarded_from_owner
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';

-- The steps that made this database what it is, each with the digest of its text.
create table infrastructure.migration (
  number integer primary key check (number > 0),
  name text not null unique,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  program text not null,
  applied_at timestamptz not null default clock_timestamp()
);
call infrastructure.classify('infrastructure.migration', 'internal', 'number', 'name', 'digest', 'program', 'applied_at');
grant select on infrastructure.migration to yingjin_office;
