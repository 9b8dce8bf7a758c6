-- tests/sql/operations/health_unknown_generators/posts.sql: posts should say who wrote them.
begin;
select plan(3);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}'), pg_temp.posts('a', 1, 1000, 1, '2026-11-16 12:00+00') \gset
select is(pg_temp.says('unknown_generators'), 'info: no data yet', 'a week ago is too long ago');
select pg_temp.posts('a', 3, 1000, 1) \gset
select is(pg_temp.says('unknown_generators'), 'ok: 0 of 3 posts', 'well');
select pg_temp.posts(null, 1, 1000, 1) \gset
select is(pg_temp.says('unknown_generators'), 'warning: 1 of 4 posts', 'one is unknown');

select * from finish();
rollback;
