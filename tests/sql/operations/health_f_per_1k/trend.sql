-- tests/sql/operations/health_f_per_1k/trend.sql: a fall is one where chance does not explain it.
begin;
select plan(6);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}') \gset
select is(pg_temp.says('f_per_1k'), 'info: no data yet', 'no posts');
select pg_temp.posts('a', 20, 1000, 3, '2026-11-16 12:00+00') \gset
select pg_temp.posts('a', 19, 1000, 1, '2026-11-23 12:00+00'), pg_temp.posts('a', 5, 1000, null), pg_temp.posts('a', 5, 0, 0) \gset
select is(pg_temp.says('f_per_1k'), 'info: no data yet', 'nineteen measured posts are too few');
select pg_temp.posts('a', 1, 1000, 1) \gset
-- 60 and 20 followers on 20,000 impressions: the difference 2 is above 2 x sqrt(60/400 + 20/400) = 0.89.
select is(pg_temp.says('f_per_1k'), 'warning: 1.00 after 3.00', 'a third is a fall');
-- 60 and 50: the difference 0.5 is under 2 x sqrt(110/400) = 1.05.
select pg_temp.posts('a', 1, 1, 30) \gset
select is(pg_temp.says('f_per_1k'), 'ok: 2.50 after 3.00', '50 instead of 60 followers may be chance');
select matches(pg_temp.sentence('f_per_1k'), 'within chance$', 'and is said to be');
select pg_temp.posts('a', 1, 1, 30) \gset
select is(pg_temp.says('f_per_1k'), 'ok: 4.00 after 3.00', 'a rise is well');

select * from finish();
rollback;
