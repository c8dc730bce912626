-- What a run said of leads is asked by the run, also of an earlier one.
create index lead_of_run on leads.lead_in_run (division, run_id, lead_id);
-- The children of whom one fact is asked, over all of a county.
create index question_by_fact on leads.question (division, key, question_id) where state = 'open';

-- What a change of the paper would cost, kept for whoever may simulate there: sums of a whole county, which name nobody and on
-- which no result rests. `ordered`: the alternatives as they were written; `told`: what was found, in words and whole fen.
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
  primary key (division, simulation_id),
  foreign key (division, act_id) references audit.act,
  foreign key (division, account_id) references access.account,
  foreign key (division, on_behalf_of) references access.account
);
call infrastructure.classify('policy.simulation', 'internal', 'division', 'simulation_id', 'term', 'run', 'ordered', 'told', 'act_id', 'account_id', 'on_behalf_of', 'made_at');
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
