-- tests/sql/operations/member_role/refused.sql: only our three roles are given, and only to roles that exist and are none of ours.
begin;
select plan(8);

create role pgbandit_test_login login;
select is(bandit_internal.member_role('bot', 'pgbandit_test_login'), 'bandit_bot', 'any other login will do');
select throws_ok(format('select bandit_internal.member_role(%L, %L)', role, 'pgbandit_test_login'), 'WT004', null, 'no role: ' || coalesce(role, 'null'))
from unnest(array['owner', 'bandit_bot', null]) as role;
select throws_ok(format('select bandit_internal.member_role(%L, %L)', 'bot', login), 'WT004', null, 'no login: ' || coalesce(login, 'null'))
from unnest(array['pgbandit_nobody', 'bandit_reader', 'pg_monitor', null]) as login;

select * from finish();
rollback;
