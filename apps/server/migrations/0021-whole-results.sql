-- What a run says of a child, and what lies with a lead: as the actor reaches each row, or, where the actor sees the fields
-- of the whole division, asked once (0227). Each is one text in two functions: one of whoever asks, one of the owner.
create procedure access.look_whole(of_function text, takes text, gives text, in_fields text[], asks text) language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  given constant text := (select string_agg(split_part(trim(one), ' ', 1), ', ' order by n) from regexp_split_to_table(takes, ',') with ordinality as t (one, n));
begin
  execute format('create function %s_whole(%s) returns table (%s) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as %L',
    of_function, takes, gives, format(E'#variable_conflict use_column\nbegin\n  if cardinality(access.whole_fields(in_division, %L)) = %s then return query %s; end if;\nend', in_fields, cardinality(in_fields), asks));
  execute format('create function %s(%s) returns table (%s) language plpgsql stable as %L',
    of_function, takes, gives, format(E'#variable_conflict use_column\nbegin\n  if cardinality(access.whole_fields(in_division, %L)) = %s then return query select * from %s_whole(%s); else return query %s; end if;\nend',
      in_fields, cardinality(in_fields), of_function, given, asks));
end $$;

-- By the person first: of a run published a moment ago the planner knows no statistics, and would read all of it.
call access.look_whole('leads.results_of_child', 'in_division text, of_run bigint, of_person bigint',
  'person_no bigint, line text, title text, state text, amount_fen bigint, form text, payee text, clause text, decided boolean, says text, missing text[], change text',
  array['results', 'designations'], $$
    with own as materialized (select * from leads.result_line where division = in_division and person_id = of_person)
    select r.person_no, r.line, w.title, r.state, r.amount_fen, r.form, w.payee, w.clause, r.decided, s.says, s.missing, c.change
    from own r join leads.line_in_run w on w.division = r.division and w.run_id = r.run_id and w.line = r.line and w.form = r.form
    left join leads.result_ground g on g.division = r.division and g.run_id = r.run_id and g.person_no = r.person_no and g.line = r.line
    left join leads.reason_in_run s on s.division = g.division and s.run_id = g.run_id and s.reason_no = g.reason_no
    left join leads.result_change c on c.division = r.division and c.run_id = r.run_id and c.own_person_id = r.own_person_id and c.line = r.line
    where r.run_id = of_run order by r.line, r.person_no $$);

call access.look_whole('leads.parts_of_lead', 'in_division text, of_lead bigint',
  'part text, no bigint, ground text, detail text, rests_on text, move text, says text, proof text, account_id bigint, to_account_id bigint, run text, presence text',
  array['leads', 'designations'], $$
    select 'ground', g.act_id, g.ground, g.detail, g.rests_on, null, null, null, null::bigint, null::bigint, null, null
    from leads.lead_ground g where g.division = in_division and g.lead_id = of_lead and g.ended_act is null
    union all
    select 'about', b.act_id, null, b.says, b.rests_on, null, null, null, null::bigint, null::bigint, null, null
    from leads.lead_about b where b.division = in_division and b.lead_id = of_lead and b.ended_act is null
    union all
    select 'act', a.act_id, null, null, null, a.move, a.says, a.proof, a.account_id, a.to_account_id, null, null
    from leads.lead_act a where a.division = in_division and a.lead_id = of_lead
    union all
    select 'run', i.run_id, null, null, null, null, null, null, null, null, r.run, i.presence
    from leads.lead_in_run i join leads.run r on r.division = i.division and r.run_id = i.run_id where i.division = in_division and i.lead_id = of_lead $$);
