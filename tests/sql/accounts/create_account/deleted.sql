-- tests/sql/accounts/create_account/deleted.sql: what belongs to an account goes with it.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}') \gset
select pg_temp.posts('a', 20, 1000, 9), pg_temp.posts('b', 20, 1000, 1) \gset
select results_eq('select status from bandit.optimize()', $$values ('success')$$, 'an account with posts, outcomes, a run and its changes');
select lives_ok(format('delete from bandit.accounts where account_id = %s', :account_id), 'can be deleted');

select * from finish();
rollback;
