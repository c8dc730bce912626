-- What a run said of every child and aid, and how it differs from the run before. Persons of a run are those of the registry;
-- where the registry cannot tell which, what the run said is kept with a question and with nobody's name.

-- The words of an aid in a run, by the way it is given.
create table leads.line_in_run (
  division text not null,
  run_id bigint not null,
  line text not null,
  form text not null,
  title text not null,
  clause text not null,
  payee text not null,
  primary key (division, run_id, line, form),
  foreign key (division, run_id) references leads.run
);
call infrastructure.classify('leads.line_in_run', 'open', 'division', 'run_id', 'line', 'form', 'title', 'clause', 'payee');
grant select, insert on leads.line_in_run to yingjin_office;
call access.protect('leads.line_in_run', 'results', open_at_home => true);

-- The reasons a run gave, each once: what was found, or which facts are missing. Of whom is said in leads.result_ground alone.
create table leads.reason_in_run (
  division text not null,
  run_id bigint not null,
  reason_no integer not null,
  line text not null,
  state text not null,
  says text not null,
  missing text[] not null,
  primary key (division, run_id, reason_no),
  foreign key (division, run_id) references leads.run
);
call infrastructure.classify('leads.reason_in_run', 'internal', 'division', 'run_id', 'reason_no', 'line', 'state', 'says', 'missing');
grant select, insert on leads.reason_in_run to yingjin_office;
call access.protect('leads.reason_in_run', 'results');
-- The words of reasons are of nobody, and yet of no use to whoever sees no result.
drop policy sees on leads.reason_in_run;
create policy sees on leads.reason_in_run for select to yingjin_office using (
  (division = (select access.home()) and (select access.may('results', 'counts')))
  or division = any ((select access.divisions('results', 'rows'))::text[]));

-- A result: of one person of the run, by the number the run gave it, and one aid. No row: plainly not due. Of whom nobody
-- knows who it is in the registry, person_id is null and only who reaches the whole county sees the row. own_person_id and
-- person_id as in leads.lead. How much a family gets often tells why: whoever may see results sees the sum, not the reason.
create table leads.result_line (
  division text not null,
  run_id bigint not null,
  person_no bigint not null,
  line text not null,
  person_id bigint,
  own_person_id bigint,
  state text not null check (state in ('due', 'not-due', 'undetermined', 'not-entered', 'decide')),
  amount_fen bigint check (amount_fen >= 0),
  form text not null,
  decided boolean not null,
  -- As the run knew it: it stays when the child is in another class.
  stage text,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, run_id, person_no, line),
  check ((person_id is null) = (own_person_id is null))
);
call registry.follow_person('leads.result_line');
call registry.refer('leads.result_line', 'run_id', 'leads.run', 'run_id');
create index result_by_school on leads.result_line (division, run_id, school_id, line);
create index result_by_own_person on leads.result_line (division, own_person_id);
call infrastructure.classify('leads.result_line', 'internal', 'division', 'run_id', 'person_no', 'person_id', 'own_person_id', 'decided', 'stage', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.result_line', 'restricted', 'line', 'state', 'amount_fen', 'form');
grant select, insert on leads.result_line to yingjin_office;
call access.protect('leads.result_line', 'results');

-- Why: the reason names the category of difficulty.
create table leads.result_ground (
  division text not null,
  run_id bigint not null,
  person_no bigint not null,
  line text not null,
  person_id bigint,
  reason_no integer not null,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, run_id, person_no, line)
);
call registry.follow_person('leads.result_ground');
call registry.refer('leads.result_ground', 'run_id', 'leads.run', 'run_id');
call infrastructure.classify('leads.result_ground', 'internal', 'division', 'run_id', 'person_no', 'person_id', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.result_ground', 'restricted', 'line', 'reason_no');
grant select, insert on leads.result_ground to yingjin_office;
call access.protect('leads.result_ground', 'designations');

-- How what a run says of a person and an aid differs from the run before: then and now. `unsettled`: the run before said
-- something of a person whom this run may speak of under another number, so that nobody can say it is over.
create table leads.result_change (
  division text not null,
  run_id bigint not null,
  own_person_id bigint not null,
  line text not null,
  person_id bigint not null,
  change text not null check (change in ('new', 'changed', 'withdrawn', 'reappeared', 'unsettled')),
  then_state text,
  then_fen bigint,
  then_form text,
  now_state text,
  now_fen bigint,
  now_form text,
  area text,
  school_id bigint,
  class_id bigint,
  primary key (division, run_id, own_person_id, line),
  check ((then_state is null) = (change in ('new', 'reappeared'))),
  check ((now_state is null) = (change in ('withdrawn', 'unsettled')))
);
call registry.follow_person('leads.result_change');
call registry.refer('leads.result_change', 'run_id', 'leads.run', 'run_id');
create index change_of_result on leads.result_change (division, own_person_id, line);
call infrastructure.classify('leads.result_change', 'internal', 'division', 'run_id', 'own_person_id', 'person_id', 'change', 'area', 'school_id', 'class_id');
call infrastructure.classify('leads.result_change', 'restricted', 'line', 'then_state', 'then_fen', 'then_form', 'now_state', 'now_fen', 'now_form');
grant select, insert on leads.result_change to yingjin_office;
call access.protect('leads.result_change', 'results');

-- A person of the run of whom the registry cannot say who it is, and whom it may be. `place`: the row that made it known.
create table leads.identity_question (
  division text not null,
  run_id bigint not null,
  person_no bigint not null,
  asks text not null check (asks in ('several-persons', 'one-person', 'doubtful-row', 'not-imported')),
  candidates bigint[] not null,
  place text not null,
  -- The row of a batch that is in doubt: who answers it, answers this.
  doubt_import_id bigint,
  doubt_row_no integer,
  primary key (division, run_id, person_no),
  foreign key (division, run_id) references leads.run,
  foreign key (division, doubt_import_id, doubt_row_no) references registry.import_row
);
call infrastructure.classify('leads.identity_question', 'internal', 'division', 'run_id', 'person_no', 'asks', 'candidates', 'doubt_import_id', 'doubt_row_no');
call infrastructure.classify('leads.identity_question', 'restricted', 'place');
grant select, insert on leads.identity_question to yingjin_office;
call access.protect('leads.identity_question', 'questions');

-- A finding about such a person: kept until it is known whose lead it is.
create table leads.unplaced_lead (
  division text not null,
  run_id bigint not null,
  person_no bigint not null,
  kind text not null,
  ground text not null,
  detail text not null,
  rests_on text not null,
  primary key (division, run_id, person_no, kind, ground),
  foreign key (division, run_id, person_no) references leads.identity_question
);
call infrastructure.classify('leads.unplaced_lead', 'internal', 'division', 'run_id', 'person_no');
call infrastructure.classify('leads.unplaced_lead', 'restricted', 'kind', 'ground', 'detail', 'rests_on');
grant select, insert on leads.unplaced_lead to yingjin_office;
call access.protect('leads.unplaced_lead', 'designations');

-- Persons were joined: what was found and said of the one is the survivor's, and stands where the survivor stands. They
-- were parted: it is its own person's again.
create function leads.follow_survivors() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  followed record;
  of_lead regclass;
begin
  for followed in
    select n.division, n.person_id as own, s.person_id, s.area, s.school_id, s.class_id
    from arrived n join departed o using (division, person_id)
    join registry.person s on s.division = n.division and s.person_id = coalesce(n.merged_into, n.person_id)
    where n.merged_into is distinct from o.merged_into
  loop
    update leads.result_ground t set person_id = followed.person_id, area = followed.area, school_id = followed.school_id, class_id = followed.class_id
    from leads.result_line r
    where r.division = followed.division and r.own_person_id = followed.own
      and t.division = r.division and t.run_id = r.run_id and t.person_no = r.person_no and t.line = r.line;
    update leads.result_line t set person_id = followed.person_id, area = followed.area, school_id = followed.school_id, class_id = followed.class_id
    where t.division = followed.division and t.own_person_id = followed.own;
    update leads.result_change t set person_id = followed.person_id, area = followed.area, school_id = followed.school_id, class_id = followed.class_id
    where t.division = followed.division and t.own_person_id = followed.own;
    for of_lead in
      select f.table_name from registry.follows_person f join pg_catalog.pg_attribute c on c.attrelid = f.table_name and c.attname = 'lead_id'
      where f.table_name <> 'leads.lead'::regclass
    loop
      execute format('update %s t set person_id = $3, area = $4, school_id = $5, class_id = $6 from leads.lead l
        where l.division = $1 and l.own_person_id = $2 and t.division = l.division and t.lead_id = l.lead_id', of_lead)
        using followed.division, followed.own, followed.person_id, followed.area, followed.school_id, followed.class_id;
    end loop;
    update leads.lead t set person_id = followed.person_id, area = followed.area, school_id = followed.school_id, class_id = followed.class_id
    where t.division = followed.division and t.own_person_id = followed.own;
  end loop;
  return null;
end $$;
create trigger persons_joined_or_parted after update on registry.person
  referencing old table as departed new table as arrived
  for each statement execute function leads.follow_survivors();

-- The accounts of persons who answer for leads: asked by whoever publishes, who sees no accounts.
create function leads.accounts_of(persons bigint[]) returns table (person_id bigint, account_id bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.person_id, min(c.account_id) from access.account c
  where c.division = (select access.home()) and c.division = any (access.divisions('leads', 'write'))
    and c.person_id = any (persons) and c.closed_at is null
  group by 1
$$;

-- What of leads rests on an import: those of persons it made that somebody has worked on, and those of anybody it spoke of
-- that somebody closed, or proposed to close, after it; opened again, they rest on it no longer.
create function leads.rests_on_import(in_division text, of_import bigint) returns table (what text, label text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with base as (select i.committed_act from registry.import i where i.division = in_division and i.import_id = of_import and i.status = 'committed'),
  about as materialized (select p.person_id, p.made from base, registry.persons_of_import(in_division, of_import) p)
  select 'lead', l.lead_id::text from base b, leads.lead l
  where l.division = in_division and l.lead_id in (
      select o.lead_id from about p join leads.lead o on o.division = in_division and o.own_person_id = p.person_id
      union select o.lead_id from about p join leads.lead o on o.division = in_division and o.person_id = p.person_id)
    and exists (select from leads.lead_act a where a.division = l.division and a.lead_id = l.lead_id and a.account_id is not null
      and (exists (select from about p where p.person_id = l.own_person_id and p.made)
        or l.state in ('proposed', 'closed') and a.move in ('propose-close', 'close') and a.act_id > b.committed_act))
  order by l.lead_id
$$;
call registry.may_rest_on_import('leads.rests_on_import(text,bigint)');

-- Results counted and summed, for roles that see no row: by place, aid and state. No line is finer than a school. What is
-- lent is no sum of aid.
create function leads.count_results(in_division text, of_run bigint, by_place text)
returns table (place text, line text, state text, children bigint, amount_fen bigint, loan_fen bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  place text := case by_place when 'division' then 'null::text' when 'township' then 'left(area, 9)' when 'school' then 'school_id::text' end;
begin
  if place is null then raise exception 'no count by “%”: division, township, school', by_place using errcode = '22023'; end if;
  return query execute format(
    'select %s, line, state, count(*), coalesce(sum(amount_fen) filter (where form <> ''loan''), 0)::bigint,
       coalesce(sum(amount_fen) filter (where form = ''loan''), 0)::bigint
     from leads.result_line where division = $1 and run_id = $2 and (%s) group by 1, 2, 3 order by 1, 2, 3',
    place, access.rows_in_reach('leads.result_line', 'results', 'counts')) using in_division, of_run;
end $$;
