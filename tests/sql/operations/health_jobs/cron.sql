-- tests/sql/operations/health_jobs/cron.sql: pg_cron runs the jobs.
begin;
select plan(6);
\ir ../../fixtures/health.psql

create temp table job as select s.job_name, s.schedule, s.command, true as is_active, 'succeeded' as last_status, null::text as last_message, null::timestamptz as last_started, null::timestamptz as last_finished from bandit.job_spec as s;
create or replace function bandit_internal.cron_jobs() returns table (job_name text, schedule text, command text, is_active boolean, last_status text, last_message text, last_started timestamptz, last_finished timestamptz) language sql as 'select * from pg_temp.job';
select is(pg_temp.says('jobs'), 'ok: all scheduled', 'well');
update job set last_status = null;
select is(pg_temp.says('jobs'), 'ok: all scheduled', 'not run yet is well');
update job set is_active = false where job_name = 'bandit:health';
select is(pg_temp.says('jobs'), 'warning: bandit:health', 'switched off');
delete from job where job_name = 'bandit:health';
select is(pg_temp.says('jobs'), 'warning: bandit:health', 'or gone');
update job set last_status = 'failed' where job_name = 'bandit:optimize';
select is(pg_temp.says('jobs'), 'critical: bandit:optimize', 'failing is worse');
delete from job;
select is(pg_temp.says('jobs'), 'info: no data yet', 'nothing to be seen of pg_cron');

select * from finish();
rollback;
