-- tests/sql/operations/grant_role/admin_option.sql: PostgreSQL decides who may grant; a second time changes nothing.
begin;
select plan(7);

create role pgbandit_test_login login;
create role pgbandit_test_operator login in role bandit_operator;
create role pgbandit_test_installer login createrole in role bandit_owner;

set local session authorization pgbandit_test_operator;
select throws_ok($$select bandit.grant_role('bot', 'pgbandit_test_login')$$, '42501', null, 'an operator may not');
reset session authorization;
grant bandit_bot to pgbandit_test_operator with admin option;
set local session authorization pgbandit_test_operator;
select is(bandit.grant_role('bot', 'pgbandit_test_login'), true, 'but with the admin option');
select throws_ok($$select bandit.grant_role('reader', 'pgbandit_test_login')$$, '42501', null, 'of that role');

set local session authorization pgbandit_test_installer;
select is(bandit.grant_role('reader', 'pgbandit_test_login'), true, 'an installer without superuser may');
select is(bandit.grant_role('reader', 'pgbandit_test_login'), false, 'once is enough');
reset session authorization;

select ok(pg_has_role('pgbandit_test_login', 'bandit_bot', 'usage') and pg_has_role('pgbandit_test_login', 'bandit_reader', 'usage'), 'the login has what it was given');
select ok(not pg_has_role('pgbandit_test_login', 'bandit_operator', 'usage'), 'and no more');

select * from finish();
rollback;
