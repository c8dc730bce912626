-- What a run said of leads is asked by the run, also of an earlier one.
create index lead_of_run on leads.lead_in_run (division, run_id, lead_id);
-- The children of whom one fact is asked, over all of a county.
create index question_by_fact on leads.question (division, key, question_id) where state = 'open';

-- What a change of the paper would cost, kept for whoever may simulate there: sums of a whole county, which name nobody and on
-- which no result rests. `ordered`: the alternatives as they were written; `told`: what was found, in words and whole fen;
-- `listed_until`: so long the children stand below whom it moves, null where none were kept.
create schema policy;
grant usage on schema policy to yingjin_office;

create table policy.simulation (
  division text not null references infrastructure.division,
  simulation_id bigint generated always as identity,
  term text not null,
  run text not null,
  ordered jsonb not null,
  told jsonb not null,
  act_id bigint not null,
  account_id bigint not null,
  on_behalf_of bigint not null,
  made_at timestamptz not null default clock_timestamp(),
  listed_until timestamptz,
  primary key (division, simulation_id),
  foreign key (division, act_id) references audit.act,
  foreign key (division, account_id) references access.account,
  foreign key (division, on_behalf_of) references access.account
);
call infrastructure.classify('policy.simulation', 'internal', 'division', 'simulation_id', 'term', 'run', 'ordered', 'told', 'act_id', 'account_id', 'on_behalf_of', 'made_at', 'listed_until');
call infrastructure.guard('policy.simulation');
-- It counts a whole county: who decides over a part of it only sees none.
create policy sees on policy.simulation for select to yingjin_office using (division = any ((select access.divisions('results', 'write'))::text[]));
create policy adds on policy.simulation for insert to yingjin_office
  with check (division = any ((select access.divisions('results', 'write'))::text[]) and account_id = (select (access.actor()).account_id));
grant select, insert on policy.simulation to yingjin_office;

-- Who made the simulations that the actor sees: names alone.
create function policy.makers(in_division text) returns table (account_id bigint, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.account_id, c.name from access.account c
  where c.division = in_division and in_division = any (access.divisions('results', 'write'))
    and exists (select from policy.simulation s where s.division = c.division and c.account_id in (s.account_id, s.on_behalf_of))
$$;

-- The children of whom an alternative says anything else than the paper in force, so that every count of a simulation opens: of
-- each line that moves the state and the sum now and as they would be, and nothing of lines that stay; the difference is of sums,
-- loans apart. Of whom nobody knows who it is in the registry, person_id is null and `place` says which row made it known to the
-- run. Whoever sees the simulation sees them, for a month.
create table leads.simulated_child (
  division text not null,
  simulation_id bigint not null,
  alternative smallint not null,
  person_no bigint not null,
  stage text,
  lines text[] not null,
  was_fen bigint[] not null,
  is_fen bigint[] not null,
  was_state text[] not null,
  is_state text[] not null,
  difference_fen bigint not null,
  person_id bigint,
  place text,
  primary key (division, simulation_id, alternative, person_no),
  foreign key (division, simulation_id) references policy.simulation,
  check ((person_id is null) = (place is not null)),
  check (cardinality(lines) > 0 and cardinality(was_fen) = cardinality(lines) and cardinality(is_fen) = cardinality(lines)
    and cardinality(was_state) = cardinality(lines) and cardinality(is_state) = cardinality(lines))
);
call infrastructure.classify('leads.simulated_child', 'internal', 'division', 'simulation_id', 'alternative', 'person_no', 'stage', 'person_id');
call infrastructure.classify('leads.simulated_child', 'restricted', 'lines', 'was_fen', 'is_fen', 'was_state', 'is_state', 'difference_fen', 'place');
call infrastructure.guard('leads.simulated_child');
create policy sees on leads.simulated_child for select to yingjin_office using (division = any ((select access.divisions('results', 'write'))::text[]));
create policy adds on leads.simulated_child for insert to yingjin_office with check (division = any ((select access.divisions('results', 'write'))::text[]));
grant select, insert on leads.simulated_child to yingjin_office;

-- Sums of a simulation stay; which children they are of is kept for a month.
create function leads.forget_simulated_children() returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from leads.simulated_child c using policy.simulation s
    where s.division = c.division and s.simulation_id = c.simulation_id and s.listed_until < now() returning 1)
  select count(*) from gone
$$;
