-- tests/sql/operations/health_metrics/due.sql: posts get their metrics.
begin;
select plan(7);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}'), pg_temp.posts('a', 1, 1000, 1, '2026-11-21 09:00+00') \gset
select is(pg_temp.says('metrics'), 'info: no data yet', 'more than two days ago is too long ago');
insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id) values (:account_id, 'a', 'import', 'posted', '2026-11-22 12:00:01+00', 'young');
select is(pg_temp.says('metrics'), 'info: no data yet', 'a post has a day');
update bandit.content_metadata set posted_at = '2026-11-22 12:00+00' where account_id = :account_id and tweet_id = 'young';
select is(pg_temp.says('metrics'), 'critical: none', 'then metrics are missing');
select bandit.set_setting('metrics_due', '25 hours') \gset
select is(pg_temp.says('metrics'), 'info: no data yet', 'unless they have longer');
select bandit.set_setting('metrics_due', '24 hours'), pg_temp.posts('a', 1, 1000, 1, '2026-11-22 12:00+00') \gset
select is(pg_temp.says('metrics'), 'critical: 2026-11-22 12:00', 'metrics of yesterday are old');
select is(pg_temp.sentence('metrics'), '2 posts went out, but no metrics were recorded in the last 24 hours', 'and says so');
select pg_temp.posts('a', 1, 1000, 1, '2026-11-22 12:01+00') \gset
select is(pg_temp.says('metrics'), 'ok: 2026-11-22 12:01', 'well');

select * from finish();
rollback;
