-- tests/sql/reporting/report/past.sql: weights and performance as they were at the time of the report.
begin;
select plan(9);
\ir ../../fixtures/policy.psql

-- Two runs: a has 4 F/1K in the week of the first and none in that of the second, b the other way round.
select pg_temp.generators('{"a": 0.5, "b": 0.5}') \gset
select
    pg_temp.posts('a', 10, 500, 2, '2026-11-09 12:00+00'), pg_temp.posts('b', 10, 500, 0.5, '2026-11-09 12:00+00'),
    pg_temp.posts('a', 10, 500, 0.5, '2026-11-20 12:00+00'), pg_temp.posts('b', 10, 500, 2, '2026-11-20 12:00+00') \gset
-- First a 0.5 x 0.7 + 0.3 = 0.65 and b 0.35; then a 0.65 x 0.7 = 0.455 and b 0.35 x 0.7 + 0.3 = 0.545.
select r.status from bandit.optimize(p_now => '2026-11-10 12:00+00') as r \gset
select r.status from bandit.optimize(p_now => '2026-11-21 12:00+00') as r \gset
prepare report(timestamptz) as select r.generator_name, r.weight, r.weight_before, round(r.f_per_1k, 2), r.total_posts from bandit.report(p_now => $1) as r;

select results_eq($$execute report('2026-11-21 12:00+00')$$, $$values ('b', 0.5450, 0.3500, 4.00, 10::bigint), ('a', 0.4550, 0.6500, 1.00, 10)$$, 'after the second run, by weight');
select results_eq($$execute report('2026-11-21 11:59+00')$$, $$values ('a', 0.6500, 0.6500, 1.00, 10::bigint), ('b', 0.3500, 0.3500, 4.00, 10)$$, 'a minute before it');
select results_eq($$execute report('2026-11-10 12:00+00')$$, $$values ('a', 0.6500, 0.5000, 4.00, 10::bigint), ('b', 0.3500, 0.5000, 1.00, 10)$$, 'after the first');
select results_eq($$execute report('2026-11-09 12:00+00')$$, $$values ('a', 0.5000, 0.5000, 4.00, 10::bigint), ('b', 0.5000, 0.5000, 1.00, 10)$$, 'before any: the weights that the first run found');
select results_eq('select generator_name, weight from bandit.report()', $$values ('b', 0.5450), ('a', 0.4550)$$, 'now');
select is(r.total_posts, 20::bigint, 'the lookback may be another') from bandit.report(p_lookback => '30 days') as r where r.generator_name = 'a';
select is(r.reason, 'F/1K 4.00 over 10 measured posts, score 1.00 of 1', 'the reason is that of the last change') from bandit.report() as r where r.generator_name = 'b';
select is(r.reason, null, 'before any change there is none') from bandit.report(p_now => '2026-11-09 12:00+00') as r where r.generator_name = 'b';

-- In Berlin thirty days before 2026-11-21 12:00 UTC it was 11:00 UTC, and the clocks went back since.
update bandit.weight_changes set changed_at = '2026-10-22 11:30+00' where account_id = :account_id and changed_at < '2026-11-20';
set local timezone = 'Europe/Berlin';
select is(r.weight_before, 0.6500, 'thirty days are 720 hours in every time zone') from bandit.report(p_now => '2026-11-21 12:00+00', p_lookback => '30 days') as r where r.generator_name = 'a';

select * from finish();
rollback;
