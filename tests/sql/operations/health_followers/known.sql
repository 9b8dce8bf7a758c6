-- tests/sql/operations/health_followers/known.sql: the followers gained are known for half of the posts at least.
begin;
select plan(3);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}'), pg_temp.posts('a', 5, 1000, null), pg_temp.posts('a', 5, 0, null, '2026-11-22 12:00+00') \gset
select is(pg_temp.says('followers'), 'info: no data yet', 'posts have a day, and must be measured');
select pg_temp.posts('a', 2, 1000, null, '2026-11-22 12:00+00'), pg_temp.posts('a', 1, 1000, 0, '2026-11-22 12:00+00') \gset
select is(pg_temp.says('followers'), 'warning: 1 of 3 posts', 'less than half; none is a number');
select pg_temp.posts('a', 1, 1000, -1, '2026-11-22 12:00+00') \gset
select is(pg_temp.says('followers'), 'ok: 2 of 4 posts', 'half is well');

select * from finish();
rollback;
