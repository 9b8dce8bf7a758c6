-- tests/sql/operations/cron_jobs/closed.sql: who may not use pg_cron's schema sees no jobs, and no error.
begin;
select plan(4);
grant all on all tables in schema pg_temp to public;
grant all on all sequences in schema pg_temp to public;

create schema if not exists cron;
create table if not exists cron.job (jobid bigint);
revoke usage on schema cron from public, bandit_reader;
set local role bandit_reader;
select is_empty('select * from bandit_internal.cron_jobs()', 'no jobs');
select is(count(*), (select count(*) from bandit.job_spec), 'every job is listed') from bandit.job_status;
select ok(bool_and(s.is_scheduled is null), 'but not whether it is scheduled') from bandit.job_status as s;
select is(h.severity, 'info', 'which health takes for no data') from bandit.health as h where h.account = 'default' and h.name = 'jobs';
reset role;

select * from finish();
rollback;
