-- tests/sql/operations/health_weights_equal/equal.sql: equal weights are a red flag, once a run has moved them.
begin;
select plan(4);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 0.3333, "b": 0.3333, "c": 0.3334}') \gset
select is(pg_temp.says('weights_equal'), 'info: no data yet', 'before the first run they may be equal');
update bandit.generator_weights set total_posts = 0 where account_id = :account_id;
select is(pg_temp.says('weights_equal'), 'warning: 0.3333 to 0.3334', 'after it they may not; one step is rounding');
update bandit.generator_weights set weight = case generator_name when 'a' then 0.3332 when 'c' then 0.3335 else weight end where account_id = :account_id;
select is(pg_temp.says('weights_equal'), 'ok: 0.3332 to 0.3335', 'well');
update bandit.generator_weights set pinned_weight = weight where account_id = :account_id and generator_name in ('a', 'b');
select is(pg_temp.says('weights_equal'), 'info: no data yet', 'pinned weights are not compared');

select * from finish();
rollback;
