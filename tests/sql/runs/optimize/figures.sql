-- tests/sql/runs/optimize/figures.sql: a generator's figures are those of the last run's lookback.
begin;
select plan(4);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.3, "c": 0.1}') \gset
select pg_temp.posts('a', 10, 1000, 4, '2026-11-18 12:00+00'), pg_temp.posts('a', 5, 1000, null, '2026-11-18 12:00+00'), pg_temp.posts('b', 10, 500, 1, '2026-11-18 12:00+00') \gset
select r.run_id as first_id from bandit.optimize() as r \gset
prepare figures as select g.generator_name, g.total_posts, g.total_followers_gained, round(g.avg_f_per_1k, 2), g.last_updated, g.run_id from bandit.generator_weights as g where g.account_id = bandit.account_id('test') order by 1;
select results_eq('execute figures', format($$values
    ('a', 15::bigint, 40::numeric, 4.00, timestamptz '2026-11-23 12:00+00', %1$s::bigint), ('b', 10, 10, 2.00, '2026-11-23 12:00+00', %1$s), ('c', 0, null, null, '2026-11-23 12:00+00', %1$s)$$, :first_id), 'measured posts, followers, F/1K');

select pg_temp.posts('b', 20, 1000, 0, '2026-11-24 12:00+00'), pg_temp.posts('c', 2, 1000, 1, '2026-11-24 12:00+00') \gset
select r.run_id as second_id from bandit.optimize(p_now => '2026-11-28 12:00+00') as r \gset
select results_eq('execute figures', format($$values
    ('a', 0::bigint, null::numeric, null::numeric, timestamptz '2026-11-28 12:00+00', %1$s::bigint), ('b', 20, 0, 0.00, '2026-11-28 12:00+00', %1$s), ('c', 2, 2, 1.00, '2026-11-28 12:00+00', %1$s)$$, :second_id), 'the next run sets them anew, it adds nothing');
select r.status from bandit.optimize(p_now => '2026-12-28 12:00+00') as r \gset
select is(g.total_posts, 20::bigint, 'a skipped run leaves them') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'b';
select is(row(r.policy, r.lookback, r.error_code)::text, row('blueprint', interval '7 days', null)::text, 'the run knows its policy and lookback') from bandit.optimization_runs as r where r.run_id = :second_id;

select * from finish();
rollback;
