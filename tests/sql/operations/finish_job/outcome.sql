-- tests/sql/operations/finish_job/outcome.sql: how a job ended is recorded.
begin;
set timezone = 'UTC';
select plan(6);
\ir ../../fixtures/no_cron.psql

select bandit.start_job('bandit:health', '2025-03-01 12:01Z') \gset
select is(bandit.finish_job('bandit:health', p_now => '2025-03-01 12:02Z'), 'succeeded', 'without an error');
select is(row(j.last_started, j.last_finished, j.last_status, j.last_message)::text, row('2025-03-01 12:01Z'::timestamptz, '2025-03-01 12:02Z'::timestamptz, 'succeeded', null)::text, 'with its times') from bandit.list_jobs('2025-03-01 12:03Z') as j where j.job_name = 'bandit:health';
select throws_ok($$select bandit.finish_job('bandit:health')$$, 'WT004', 'the job bandit:health is not running', 'it ends once');
select bandit.start_job('bandit:health', '2025-03-01 12:16Z') \gset
select is(bandit.finish_job('bandit:health', repeat('x', 5000), '2025-03-01 12:17Z'), 'failed', 'with an error');
select is(length(j.last_message), 1000, 'the message is bounded') from bandit.list_jobs('2025-03-01 12:18Z') as j where j.job_name = 'bandit:health';
select throws_ok($$select bandit.finish_job('bandit:nothing')$$, 'WT004', 'there is no job ''bandit:nothing''', 'unknown');

select * from finish();
rollback;
