-- tests/sql/operations/health_last_run/status.sql: the last run did not fail.
begin;
select plan(9);
\ir ../../fixtures/health.psql

select is(pg_temp.says('last_run'), 'info: no data yet', 'no run');
select pg_temp.run('2026-11-23 00:00+00', 'failed', 'no room') \gset
select is(pg_temp.says('last_run'), 'critical: failed', 'failed');
select is(pg_temp.sentence('last_run'), 'the last run failed: no room', 'and says why');
select pg_temp.run('2026-11-23 01:00+00', 'skipped', 'insufficient_data') \gset
select is(pg_temp.says('last_run'), 'info: insufficient_data', 'skipped for want of data');
select is(pg_temp.sentence('last_run'), 'the last run was skipped: 0 of 20 measured posts; none was measured in the last 7 days', 'and says what is missing');
select pg_temp.run(at, 'skipped', 'insufficient_data') from generate_series(timestamptz '2026-11-23 01:10+00', '2026-11-23 01:20+00', '10 minutes') as at \g /dev/null
select is(pg_temp.says('last_run'), 'info: insufficient_data', 'three in a row');
select pg_temp.run('2026-11-23 01:30+00', 'skipped', 'insufficient_data') \gset
select is(pg_temp.says('last_run'), 'warning: insufficient_data', 'four in a row are a warning');
select pg_temp.run('2026-11-23 02:00+00', 'skipped', 'no_active_generator') \gset
select is(pg_temp.says('last_run'), 'warning: no_active_generator', 'skipped for want of generators');
select pg_temp.run('2026-11-23 03:00+00'), pg_temp.run('2026-11-23 12:00:01+00', 'failed') \gset
select is(pg_temp.says('last_run'), 'ok: success', 'well, as of now');

select * from finish();
rollback;
