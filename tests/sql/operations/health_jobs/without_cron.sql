-- tests/sql/operations/health_jobs/without_cron.sql: another scheduler runs the jobs.
begin;
select plan(6);
\ir ../../fixtures/health.psql
\ir ../../fixtures/no_cron.psql

delete from bandit.scheduled_jobs;
select is(pg_temp.says('jobs'), 'info: no data yet', 'no job has run');
select is(h.remedy, 'pgbandit jobs run, every 15 minutes from any scheduler', 'and how to run them') from bandit.health_checks() as h where h.name = 'jobs';
insert into bandit.job_runs (job_name, started_at, finished_at, status) select j.job_name, bandit.clock(), bandit.clock(), 'succeeded' from bandit.job_spec as j;
select is(pg_temp.says('jobs'), 'ok: all on time', 'all have run');
update bandit.job_runs set started_at = bandit.clock() - interval '3 hours' where job_name = 'bandit:health';
select is(pg_temp.says('jobs'), 'warning: bandit:health', 'one is late');
update bandit.job_runs set status = 'failed' where job_name = 'bandit:tune';
select is(pg_temp.says('jobs'), 'critical: bandit:tune', 'failing is worse');
delete from bandit.job_runs;
insert into bandit.scheduled_jobs (job_name, schedule, command, owner_name) select j.job_name, j.schedule, j.command, 'somebody' from bandit.job_spec as j;
select is(pg_temp.sentence('jobs'), 'no data yet: pg_cron is in another database, or its jobs are visible only to their owner', 'pg_cron runs them, unseen');

select * from finish();
rollback;
