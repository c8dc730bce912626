-- Keys of the fields of a county, each wrapped by the county's master key.

-- Infrastructure: what seals the fields of a county (purpose field) and what digests them to be found by (index). A row
-- opens nothing without the master key, which lies in the configuration folder and never here. Numbers are given under a
-- lock of the table, so that whoever knows the newest number knows every key.
create table infrastructure.field_key (
  division text not null references infrastructure.division,
  purpose text not null check (purpose in ('field', 'index')),
  version integer not null check (version between 1 and 65535),
  number bigint not null generated always as identity unique,
  suite text not null,
  master integer not null,
  wrapped text not null,
  made_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  primary key (division, purpose, version)
);
call infrastructure.classify('infrastructure.field_key', 'internal', 'division', 'purpose', 'version', 'number', 'suite', 'master', 'wrapped', 'made_at', 'ended_at');
grant select on infrastructure.field_key to yingjin_office;
