-- tests/sql/operations/revoke_role/membership.sql: what was given is taken, and nothing else.
begin;
select plan(5);

create role pgbandit_test_login login in role bandit_bot, bandit_reader;
create role pgbandit_test_operator login in role bandit_operator;

set local session authorization pgbandit_test_operator;
select throws_ok($$select bandit.revoke_role('bot', 'pgbandit_test_login')$$, '42501', null, 'an operator may not');
reset session authorization;

select is(bandit.revoke_role('bot', 'pgbandit_test_login'), true, 'it is taken');
select is(bandit.revoke_role('bot', 'pgbandit_test_login'), false, 'once is enough');
select is(bandit.revoke_role('operator', 'pgbandit_test_login'), false, 'what was not given cannot be taken');
select is((select array_agg(m.role) from bandit.role_members as m where m.login = 'pgbandit_test_login'), array['reader'], 'the other stays');

select * from finish();
rollback;
