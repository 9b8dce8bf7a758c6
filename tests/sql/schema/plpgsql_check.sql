-- tests/sql/schema/plpgsql_check.sql: plpgsql_check finds no error in any PL/pgSQL routine.
begin;
set local client_min_messages = warning;
select plan(3);
create extension if not exists plpgsql_check;

create temp view checked as
select p.proname::text, c.level, c.message
from pg_proc as p
join pg_language as l on l.oid = p.prolang
left join pg_trigger as t on t.tgfoid = p.oid
cross join lateral plpgsql_check_function_tb(p.oid, coalesce(t.tgrelid, 0), fatal_errors => false, performance_warnings => false) as c
where l.lanname = 'plpgsql' and p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace);

select is_empty($$select proname, message from checked where level = 'error'$$, 'no routine has an error');
select is_empty($$select proname, message from checked where level = 'warning'$$, 'nor a warning');

create function bandit.bad_column() returns bigint language plpgsql as 'begin return (select a.no_such_column from bandit.accounts as a); end';
create function bandit.bad_variable() returns integer language plpgsql as 'begin return v_nobody; end';
select set_eq($$select distinct proname from checked where level = 'error'$$, $$values ('bad_column'), ('bad_variable')$$, 'the check finds what would fail when called');

select * from finish();
rollback;
