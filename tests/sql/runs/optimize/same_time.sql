-- tests/sql/runs/optimize/same_time.sql: a run at a time that had one is that run.
begin;
select plan(5);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}'), pg_temp.posts('a', 10, 1000, 4), pg_temp.posts('b', 10, 1000, 1) \gset
create temp table first_run as select r.* from bandit.optimize() as r;
select pg_temp.posts('b', 10, 1000, 9) \gset
update bandit.account_settings set aggressiveness = 0.5 where account_id = :account_id;
select results_eq('select * from bandit.optimize()', 'select * from first_run', 'what was stored is returned, whatever is known by now');
select results_eq($$select * from bandit.optimize(p_lookback => '1 day')$$, 'select * from first_run', 'whatever the lookback');
select is(count(*), 1::bigint, 'it is one row') from bandit.optimization_runs as r where r.account_id = :account_id;
select is(count(*), 2::bigint, 'and two changes') from bandit.weight_changes as c where c.account_id = :account_id;

select bandit.create_account('other') as other_id \gset
select isnt(r.run_id, (select f.run_id from first_run as f), 'another account has its own') from bandit.optimize(p_account_id => :other_id) as r;

select * from finish();
rollback;
