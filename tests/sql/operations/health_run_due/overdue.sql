-- tests/sql/operations/health_run_due/overdue.sql: where there are posts there are runs.
begin;
select plan(6);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}'), pg_temp.posts('a', 1, 1000, 1, '2026-11-16 12:00+00') \gset
select is(pg_temp.says('run_due'), 'info: no data yet', 'no posts in the lookback');
select pg_temp.posts('a', 1, 1000, 1, '2026-11-23 00:00:01+00') \gset
select is(pg_temp.says('run_due'), 'info: no data yet', 'the first run has twelve hours');
update bandit.content_metadata set posted_at = '2026-11-23 00:00+00' where account_id = :account_id and posted_at = '2026-11-23 00:00:01+00';
select is(pg_temp.says('run_due'), 'critical: none', 'then it is overdue');
select pg_temp.run('2026-11-23 00:00+00', 'skipped', 'insufficient_data'), pg_temp.run('2026-11-23 18:00+00') \gset
select is(pg_temp.says('run_due'), 'critical: 2026-11-23 00:00', 'as is the next one, whatever became of the last');
select pg_temp.run('2026-11-23 00:01+00') \gset
select is(pg_temp.says('run_due'), 'ok: 2026-11-23 00:01', 'well');
delete from bandit.content_metadata where account_id = :account_id;
select is(pg_temp.says('run_due'), 'ok: 2026-11-23 00:01', 'a run is a run, without posts too');

select * from finish();
rollback;
