-- job_spec: the jobs that pg_cron is to run; migrate makes cron.job match this view.

create or replace view bandit.job_spec as
select j.job_name, j.schedule, j.command
from bandit_internal.stg_jobs as j;

comment on view bandit.job_spec is 'Jobs for pg_cron: name, cron schedule (UTC unless cron.timezone differs) and SQL command.';

grant select on bandit.job_spec to bandit_operator, bandit_reader;
