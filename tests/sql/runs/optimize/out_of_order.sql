-- tests/sql/runs/optimize/out_of_order.sql: time moves forward: each run starts from the weights that the last one left.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}'), pg_temp.posts('a', 10, 1000, 4, '2026-11-20 12:00+00'), pg_temp.posts('b', 10, 1000, 1, '2026-11-20 12:00+00') \gset
select r.status from bandit.optimize() as r \gset
select throws_ok($$select bandit.optimize(p_now => '2026-11-23 11:59:59.999999+00')$$, 'WT010', 'a run cannot be dated before the last applied run', 'a microsecond before the last applied run');
select is(count(*), 1::bigint, 'it leaves nothing') from bandit.optimization_runs as r where r.account_id = :account_id;
select lives_ok($$select bandit.optimize(p_now => '2026-11-23 11:59+00', p_dry_run => true)$$, 'a dry run may');

select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 18:00+00', p_lookback => '1 hour')$$, $$values ('skipped')$$, 'a skipped run is not applied');
select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 15:00+00')$$, $$values ('success')$$, 'so one may lie before it');
select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 18:00+00')$$, $$values ('skipped')$$, 'and it stays what it was');

select * from finish();
rollback;
