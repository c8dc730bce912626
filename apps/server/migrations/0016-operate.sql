-- What whoever runs the office of a county sees and does in the browser: accounts with their logins and sessions, who
-- answers for places and has no account, and what an auditor reads of a run.

-- Whether the actor reaches an account in the field of accounts: the whole division, or the school it belongs to.
create function access.reaches_account(in_division text, at_school bigint, how text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select in_division = any (access.divisions('access', how))
    or (in_division = access.home() and coalesce(at_school::text = any (access.reach('access', how, 'school')), false))
$$;

-- How accounts log in, and from how many places they are logged in now; of those the actor reaches.
create function access.logins_of(accounts bigint[]) returns table (account_id bigint, username text, second_factor boolean, sessions bigint, seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.account_id, u.username, coalesce(u."twoFactorEnabled", false),
    (select count(*) from login.session s where s.user_id = u.id and s.expires_at > now()),
    (select max(s.seen_at) from login.session s where s.user_id = u.id)
  from access.account c join login."user" u on u.id = c.login_id
  where c.account_id = any (accounts) and access.reaches_account(c.division, c.school_id, 'rows')
$$;

-- Whose name to log in by has this in it, of the accounts within reach.
create function access.accounts_by_login(sought text) returns setof bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with found as materialized (
    select c.account_id, c.division, c.school_id from login."user" u join access.account c on c.login_id = u.id where strpos(lower(u.username), lower(sought)) > 0)
  select f.account_id from found f where access.reaches_account(f.division, f.school_id, 'rows')
$$;

create function access.sessions_of(of_account bigint) returns table (session_id bigint, started_at timestamptz, seen_at timestamptz, expires_at timestamptz, address text, agent text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.session_id, s.started_at, s.seen_at, s.expires_at, coalesce(s.address, ''), coalesce(s.agent, '')
  from access.account c join login.session s on s.user_id = c.login_id
  where c.account_id = of_account and s.expires_at > now() and access.reaches_account(c.division, c.school_id, 'rows')
  order by s.seen_at desc, s.session_id
$$;

-- Ends one session of an account, or all of them where none is named; gives how many.
create function access.end_sessions(of_account bigint, the_session bigint, act bigint) returns access.answer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  c access.account;
  ended bigint;
begin
  call access.require_own_act(a, act);
  select * into c from access.account t where t.division = a.division and t.account_id = of_account;
  if not found then return access.refused('no-account'); end if;
  if not access.reaches_account(c.division, c.school_id, 'write') then return access.refused('not-your-account'); end if;
  with gone as (delete from login.session s where s.user_id = c.login_id and (the_session is null or s.session_id = the_session) returning 1)
  select count(*) into ended from gone;
  return (ended, null, '{}')::access.answer;
end $$;

-- Whose login it is, for whoever may administer the account: the office hands it on to the login library. Never one's own.
create function access.login_to_administer(of_account bigint, act bigint) returns access.answer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a access.acting := access.actor();
  c access.account;
begin
  call access.require_own_act(a, act);
  select * into c from access.account t where t.division = a.division and t.account_id = of_account and t.closed_at is null;
  if not found then return access.refused('no-account'); end if;
  if access.is_own(a, of_account) then return access.refused('own-grant'); end if;
  if not access.reaches_account(c.division, c.school_id, 'write') then return access.refused('not-your-account'); end if;
  return (of_account, null, jsonb_build_object('loginId', c.login_id))::access.answer;
end $$;

-- Which persons of the actor's division have an account that is open: asked by whoever sees who answers for places.
create function access.persons_with_account(persons bigint[]) returns setof bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct c.person_id from access.account c
  where c.division = access.home() and c.person_id = any (persons) and c.closed_at is null
    and (access.may('persons', 'rows') or access.may('access', 'rows'))
$$;

-- Who answers for the places of a division on a day, by name: for whoever administers its accounts and sees no child. Of
-- children and households nothing is said.
create function registry.who_answers_for_places(in_division text, on_day date)
returns table (responsibility_id bigint, chain text, role text, target text, place text, holder_person_id bigint, holder text, deputy_person_id bigint, deputy text, valid_from date, valid_to date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.responsibility_id, r.chain, r.role, r.target,
    case r.target when 'class' then r.class_id::text when 'school' then r.school_id::text when 'division' then r.division else r.area end,
    r.holder_person_id, h.name, r.deputy_person_id, d.name, r.valid_from, r.valid_to
  from registry.responsibility r
  join registry.person h on h.division = r.division and h.person_id = r.holder_person_id
  left join registry.person d on d.division = r.division and d.person_id = r.deputy_person_id
  where r.division = in_division and r.division = any (access.divisions('access', 'rows'))
    and r.target in ('class', 'school', 'village', 'township', 'division') and r.ended_act is null
    and r.valid_from <= on_day and (r.valid_to is null or r.valid_to >= on_day)
$$;

-- The names of children in the results of a run, for whoever audits them: the name and no more of the person.
create function leads.audited_names(of_run bigint, persons bigint[]) returns table (person_id bigint, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct p.person_id, p.name
  from leads.result_line r join registry.person p on p.division = r.division and p.person_id = r.person_id
  where r.run_id = of_run and r.person_id = any (persons)
    and r.division = any (access.divisions('audits', 'rows')) and r.division = any (access.divisions('results', 'rows'))
$$;

-- Names of accounts as the trail tells them, for whoever reads the trail of the division.
create function audit.names_of_accounts(accounts bigint[]) returns table (account_id bigint, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.account_id, c.name from access.account c where c.account_id = any (accounts) and c.division = any (access.divisions('trail', 'rows'))
$$;
