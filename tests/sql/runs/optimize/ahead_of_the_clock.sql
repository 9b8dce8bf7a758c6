-- tests/sql/runs/optimize/ahead_of_the_clock.sql: a run dated by mistake far in the future does not stop the loop.
begin;
select plan(4);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}') \gset
select pg_temp.posts('a', 20, 1000, 9), pg_temp.posts('b', 20, 1000, 1) \gset
select results_eq($$select status from bandit.optimize(p_now => '2099-01-01', p_lookback => '100 years')$$, $$values ('success')$$, 'a run at the end of the century');
select results_eq('select status from bandit.optimize()', $$values ('success')$$, 'holds up none of today');
select throws_ok($$select * from bandit.optimize(p_now => '2098-12-31')$$, 'WT010', null, 'those ahead of the clock keep their order');
select throws_ok($$select * from bandit.optimize(p_now => bandit.clock() - interval '1 minute')$$, 'WT010', null, 'and so do those of the past');

select * from finish();
rollback;
