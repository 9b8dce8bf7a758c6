-- tests/sql/views/job_status/every_job.sql: every job is listed, whether or not pg_cron is in this database.
begin;
select plan(3);

select ok(to_regclass('cron.job') is not null or not exists (select from bandit_internal.cron_jobs()), 'without pg_cron no job is on record');
select is(array_agg(j.job_name order by j.job_name), (select array_agg(s.job_name order by s.job_name) from bandit.job_spec as s), 'every job is listed, once') from bandit.job_status as j;
select is(array_agg(j.job_name order by j.job_name) filter (where j.is_scheduled), (select array_agg(c.job_name order by c.job_name) from bandit_internal.cron_jobs() as c), 'as scheduled where pg_cron has it') from bandit.job_status as j;

select * from finish();
rollback;
