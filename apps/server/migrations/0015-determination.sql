-- What the desk of 核定 asks of published runs besides their rows: who published them, results and differences counted, and
-- the rows of rosters that stand behind a child, so that the kept run can be asked about it.

-- Who published each run and when; names and days alone, of the actor's own division.
create function leads.acts_of_runs(in_division text) returns table (run_id bigint, recorded_at timestamptz, account_name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.run_id, a.recorded_at, c.name
  from leads.run r
  join audit.act a on a.division = r.division and a.act_id = r.act_id
  join access.account c on c.division = a.division and c.account_id = a.account_id
  where r.division = in_division and access.may('results', 'counts')
    and (r.division = (select access.home()) or r.division = any (access.divisions('results', 'counts')))
$$;

-- As in 0009, and by stage: the one that the run decided by.
create or replace function leads.count_results(in_division text, of_run bigint, by_place text)
returns table (place text, line text, state text, children bigint, amount_fen bigint, loan_fen bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  place text := case by_place when 'division' then 'null::text' when 'township' then 'left(area, 9)' when 'school' then 'school_id::text'
    when 'stage' then 'stage' end;
begin
  if place is null then raise exception 'no count by “%”: division, township, school, stage', by_place using errcode = '22023'; end if;
  return query execute format(
    'select %s, line, state, count(*), coalesce(sum(amount_fen) filter (where form <> ''loan''), 0)::bigint,
       coalesce(sum(amount_fen) filter (where form = ''loan''), 0)::bigint
     from leads.result_line r where division = $1 and run_id = $2 and (%s) group by 1, 2, 3 order by 1, 2, 3',
    place, access.rows_in_reach('leads.result_line', 'results', 'counts')) using in_division, of_run;
end $$;

-- Differences to the run before counted, for roles that see no row; no line is finer than a school.
create function leads.count_result_changes(in_division text, of_run bigint, by_place text)
returns table (place text, line text, change text, results bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  place text := case by_place when 'division' then 'null::text' when 'township' then 'left(area, 9)' when 'school' then 'school_id::text' end;
begin
  if place is null then raise exception 'no count by “%”: division, township, school', by_place using errcode = '22023'; end if;
  return query execute format(
    'select %s, line, change, count(*) from leads.result_change where division = $1 and run_id = $2 and (%s) group by 1, 2, 3 order by 1, 2, 3',
    place, access.rows_in_reach('leads.result_change', 'results', 'counts')) using in_division, of_run;
end $$;

-- The rows of rolls that stand for a child, newest roster first, for whoever reaches both its results and why: by them a kept
-- run knows it.
create function leads.rows_behind(in_division text, of_person bigint)
returns table (roster text, file_digest text, sheet text, sheet_row integer, nth bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  reached boolean;
begin
  execute format('select exists (select from registry.person where division = $1 and person_id = $2 and gone_act is null and (%s) and (%s))',
    access.rows_in_reach('registry.person', 'results', 'rows'), access.rows_in_reach('registry.person', 'designations', 'rows'))
    into reached using in_division, of_person;
  if not reached then
    return;
  end if;
  return query
    select i.roster, encode(i.file_digest, 'hex'), r.sheet, r.sheet_row,
      -- Rows that one row of the sheet gave lie beside each other.
      (select count(*) from registry.import_row b where b.division = r.division and b.import_id = r.import_id and b.row_no between r.row_no - 50 and r.row_no
         and b.sheet = r.sheet and b.sheet_row = r.sheet_row)
    from (select distinct e.import_id, e.row_no from registry.enrolment e
          where e.division = in_division and e.import_id is not null
            and e.person_id in (select p.person_id from registry.person p where p.division = in_division and coalesce(p.merged_into, p.person_id) = of_person)) known
    join registry.import i on i.division = in_division and i.import_id = known.import_id and i.status = 'committed'
    join registry.import_row r on r.division = in_division and r.import_id = known.import_id and r.row_no = known.row_no and r.outcome <> 'doubtful'
    order by i.import_id desc, r.sheet, r.sheet_row limit 50;
end $$;
