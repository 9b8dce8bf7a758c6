-- tests/sql/learning/is_generator_failing/boundaries.sql: at least ten measured posts in the lookback, and not one follower net of those lost.
begin;
select plan(10);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"nine": 0.2, "tenZero": 0.2, "tenOne": 0.1, "tenLost": 0.1, "blind": 0.2, "idle": 0.2}') \gset
select
    pg_temp.posts('nine', 9, 1000, 0), pg_temp.posts('nine', 5, 1000, 0, '2026-11-16 12:00+00'), pg_temp.posts('nine', 1, 0, 0),
    pg_temp.posts('tenZero', 10, 1000, 0), pg_temp.posts('tenOne', 9, 1000, 0), pg_temp.posts('tenOne', 1, 1000, 0.01), pg_temp.posts('tenLost', 9, 1000, 0.5), pg_temp.posts('tenLost', 1, 1000, -4.6), pg_temp.posts('blind', 10, 1000, null) \gset
select ok(not bandit.is_generator_failing('nine'), 'nine measured posts do not make a failure');
select ok(bandit.is_generator_failing('tenZero'), 'ten do');
select ok(bandit.is_generator_failing('ten_zero'), 'in any spelling');
select ok(not bandit.is_generator_failing('tenOne'), 'the least gain is a gain');
select ok(bandit.is_generator_failing('tenLost'), '4.5 gained and 4.6 lost is less than nobody');
select is((select f_per_1k from bandit.generator_performance() where generator_name = 'tenLost'), -0.01, 'F/1K is -0.1 followers on 10000 impressions');
select ok(not bandit.is_generator_failing('blind'), 'followers that nobody counted are not missing');
select ok(not bandit.is_generator_failing('idle'), 'nor does doing nothing fail');
select ok(bandit.is_generator_failing('nine', p_lookback => '8 days'), 'a longer lookback holds fourteen');
select throws_ok($$select bandit.is_generator_failing('nobody')$$, 'WT002', null, 'an unknown generator is an error');

select * from finish();
rollback;
