-- tests/sql/operations/start_job/once.sql: a job that is due is started once.
begin;
set timezone = 'UTC';
select plan(6);
\ir ../../fixtures/no_cron.psql

select is(bandit.start_job('bandit:health', '2025-03-01 12:01Z'), 'call bandit.check_health_all()', 'the command of a job that is due');
select is(bandit.start_job('bandit:health', '2025-03-01 12:02Z'), null, 'another session has started it');
select is(row(r.started_at, r.finished_at, r.status)::text, row('2025-03-01 12:01Z'::timestamptz, null, 'running')::text, 'it is running') from bandit.job_runs as r where r.job_name = 'bandit:health';
select is(bandit.start_job('bandit:health', '2025-03-01 12:15Z'), 'call bandit.check_health_all()', 'one that was killed runs again at its next time');
select throws_ok($$select bandit.start_job('bandit:nothing')$$, 'WT004', 'there is no job ''bandit:nothing''', 'unknown');
select throws_ok('select bandit.start_job(null)', 'WT004', 'there is no job NULL', 'none');

select * from finish();
rollback;
