-- tests/sql/views/role_members/listed.sql: every member of our four roles, and how far its rights go.
begin;
select plan(1);

create role pgbandit_test_group nologin in role bandit_operator;
create role pgbandit_test_login login in role bandit_bot, pgbandit_test_group;
grant bandit_owner to pgbandit_test_login with admin option;
select is(
    (select string_agg(concat_ws(' ', m.role, m.login, m.can_log_in, m.may_grant), ', ') from bandit.role_members as m where m.login like 'pgbandit_test_%'),
    'bot pgbandit_test_login t f, operator pgbandit_test_group f f, owner pgbandit_test_login t t',
    'direct members, by role and name');

select * from finish();
rollback;
