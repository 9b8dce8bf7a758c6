-- tests/sql/schema/search_path.sql: every routine pins its search_path, so that nobody can slip in an object of his own.
begin;
select plan(3);

-- Exempt: pure IMMUTABLE SQL functions, which PostgreSQL inlines, and the procedures that commit, which may have no SET clause.
create temp view unpinned as
select p.proname
from pg_proc as p
join pg_language as l on l.oid = p.prolang
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
  and 'search_path=pg_catalog, pg_temp' <> all(coalesce(p.proconfig, '{}'))
  and p.proname not in ('optimize_all', 'check_health_all', 'attribute_all', 'detect_changes_all', 'tune_all', 'for_each_account')
  and not (l.lanname = 'sql' and p.provolatile = 'i' and not p.prosecdef and p.prosrc !~ '\mbandit\.\w+\s*[^(\w]');

select is_empty('table unpinned', 'every routine pins pg_catalog, pg_temp');

create function bandit.bad_open() returns void language plpgsql as 'begin end';
create function bandit.bad_public() returns void language plpgsql set search_path = public as 'begin end';
create function bandit.bad_stable() returns integer language sql stable as 'select 1';
create function bandit.bad_reader() returns bigint language sql immutable as 'select count(*) from bandit.accounts as a';
create function bandit.bad_definer() returns integer language sql immutable security definer as 'select 1';
create function bandit.good_pure(p_n integer) returns integer language sql immutable as 'select p_n + 1';
create function bandit.good_caller(p_n text) returns text language sql immutable as 'select bandit_internal.generator_key(p_n)';
select set_eq('select proname::text from unpinned', $$values ('bad_definer'), ('bad_open'), ('bad_public'), ('bad_reader'), ('bad_stable')$$, 'the check finds what is wrong, and only that');

create temp view committing as
select p.proname
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
  and p.prosrc ~* '\mcommit\M'
  and (p.prosecdef or p.proconfig is not null or p.prokind <> 'p');
select is_empty('table committing', 'a procedure that commits has no SET clause and runs as its caller');

select * from finish();
rollback;
