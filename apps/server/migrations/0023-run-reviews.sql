-- A run as whoever may publish it looks at it before anybody else: how it differs from the last published one, in sums that
-- name nobody (`told`, `counts`), and aid by aid and child by child. Dropped, it says by whom and why. office_act: the act up
-- to which the run knew the office.
create table leads.run_review (
  division text not null references infrastructure.division,
  review_id bigint generated always as identity,
  run text not null,
  term text not null,
  reference_date date not null,
  before_run_id bigint,
  office_act bigint,
  counts jsonb not null,
  titles jsonb not null,
  told jsonb not null,
  act_id bigint not null,
  made_at timestamptz not null default clock_timestamp(),
  dropped_act bigint,
  dropped_at timestamptz,
  dropped_by bigint,
  dropped_says text,
  primary key (division, review_id),
  foreign key (division, act_id) references audit.act,
  foreign key (division, dropped_act) references audit.act,
  foreign key (division, before_run_id) references leads.run,
  foreign key (division, dropped_by) references access.account,
  check (num_nonnulls(dropped_act, dropped_at, dropped_by, dropped_says) in (0, 4))
);
create index review_of_run on leads.run_review (division, run, review_id);
call infrastructure.classify('leads.run_review', 'internal', 'division', 'review_id', 'run', 'term', 'reference_date', 'before_run_id', 'office_act', 'counts', 'titles', 'told', 'act_id', 'made_at', 'dropped_act', 'dropped_at', 'dropped_by', 'dropped_says');
call infrastructure.guard('leads.run_review');
-- It is of a whole county, and nobody else's until it is published: only who publishes there sees it.
create policy sees on leads.run_review for select to yingjin_office using (division = any ((select access.divisions('results', 'write'))::text[]));
create policy adds on leads.run_review for insert to yingjin_office with check (division = any ((select access.divisions('results', 'write'))::text[]));
create policy changes on leads.run_review for update to yingjin_office
  using (division = any ((select access.divisions('results', 'write'))::text[])) with check (division = any ((select access.divisions('results', 'write'))::text[]));
grant select, insert, update (dropped_act, dropped_at, dropped_by, dropped_says) on leads.run_review to yingjin_office;

-- The differences of the newest look at a term; with the next look they go.
create table leads.reviewed_change (
  division text not null,
  review_id bigint not null,
  person_id bigint not null,
  line text not null,
  change text not null check (change in ('new', 'changed', 'withdrawn', 'reappeared', 'unsettled')),
  then_state text,
  then_fen bigint,
  now_state text,
  now_fen bigint,
  primary key (division, review_id, person_id, line),
  foreign key (division, review_id) references leads.run_review
);
call infrastructure.classify('leads.reviewed_change', 'internal', 'division', 'review_id', 'person_id', 'change');
call infrastructure.classify('leads.reviewed_change', 'restricted', 'line', 'then_state', 'then_fen', 'now_state', 'now_fen');
call infrastructure.guard('leads.reviewed_change');
create policy sees on leads.reviewed_change for select to yingjin_office using (division = any ((select access.divisions('results', 'write'))::text[]));
create policy adds on leads.reviewed_change for insert to yingjin_office with check (division = any ((select access.divisions('results', 'write'))::text[]));
create policy removes on leads.reviewed_change for delete to yingjin_office using (division = any ((select access.divisions('results', 'write'))::text[]));
grant select, insert, delete on leads.reviewed_change to yingjin_office;

-- What persons decided since the published run it was held against, and what came of each: of the newest look at a term too.
create table leads.reviewed_decision (
  division text not null,
  review_id bigint not null,
  question_id bigint not null,
  decision_id bigint not null,
  effect text not null check (effect in ('changed', 'same', 'uncompared', 'unused')),
  primary key (division, review_id, question_id),
  foreign key (division, review_id) references leads.run_review,
  foreign key (division, question_id) references leads.question,
  foreign key (division, decision_id) references leads.decision
);
call infrastructure.classify('leads.reviewed_decision', 'internal', 'division', 'review_id', 'question_id', 'decision_id', 'effect');
call infrastructure.guard('leads.reviewed_decision');
create policy sees on leads.reviewed_decision for select to yingjin_office using (division = any ((select access.divisions('results', 'write'))::text[]));
create policy adds on leads.reviewed_decision for insert to yingjin_office with check (division = any ((select access.divisions('results', 'write'))::text[]));
create policy removes on leads.reviewed_decision for delete to yingjin_office using (division = any ((select access.divisions('results', 'write'))::text[]));
grant select, insert, delete on leads.reviewed_decision to yingjin_office;

-- Who dropped a run, by name, for whoever sees that it was dropped.
create function leads.droppers(in_division text) returns table (account_id bigint, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.account_id, c.name from access.account c
  where c.division = in_division and in_division = any (access.divisions('results', 'write'))
    and exists (select from leads.run_review r where r.division = c.division and r.dropped_by = c.account_id)
$$;

-- Facts that a run asked nobody for, since the roster that says them had not come: how many children wait for each. It names nobody.
create table leads.gap_in_run (
  division text not null,
  run_id bigint not null,
  fact text not null,
  children integer not null,
  primary key (division, run_id, fact),
  foreign key (division, run_id) references leads.run
);
call infrastructure.classify('leads.gap_in_run', 'internal', 'division', 'run_id', 'fact', 'children');
grant select, insert on leads.gap_in_run to yingjin_office;
call access.protect('leads.gap_in_run', 'results');
drop policy sees on leads.gap_in_run;
create policy sees on leads.gap_in_run for select to yingjin_office using (
  (division = (select access.home()) and (select access.may('results', 'counts') or access.may('questions', 'counts')))
  or division = any ((select access.divisions('results', 'rows'))::text[]));
