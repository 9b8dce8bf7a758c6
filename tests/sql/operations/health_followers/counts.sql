-- tests/sql/operations/health_followers/counts.sql: where counts are read, one must have been readable lately.
begin;
select plan(5);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}'), bandit.record_followers(null, '2026-11-23 11:00+00') \gset
select is(pg_temp.says('followers'), 'warning: none', 'none could be read');
select bandit.record_followers(0, '2026-11-22 12:00+00') \gset
select is(pg_temp.says('followers'), 'warning: 2026-11-22 12:00', 'or it is a day ago');
select bandit.record_followers(0, '2026-11-22 12:00:01+00') \gset
select is(pg_temp.says('followers'), 'info: no data yet', 'less is well, but says nothing about posts');
select pg_temp.posts('a', 2, 1000, 1, '2026-11-22 12:00+00') \gset
select is(pg_temp.says('followers'), 'ok: 2 of 2 posts', 'which have to be known too');
delete from bandit.follower_snapshots;
select bandit.record_followers(0, '2026-11-15 12:00+00') \gset
select is(pg_temp.says('followers'), 'ok: 2 of 2 posts', 'a count of last month''s export is not missed');

select * from finish();
rollback;
