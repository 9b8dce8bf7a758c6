-- job_status: the jobs that should run, with their last execution by pg_cron.

create or replace view bandit.job_status as
select
    s.job_name,
    s.schedule,
    s.command,
    case
        when c.job_name is not null then true
        when bandit_internal.sees_jobs() then false
    end as is_scheduled,
    c.is_active,
    c.last_status,
    c.last_started,
    c.last_finished - c.last_started as last_duration,
    c.last_message,
    l.owner_name
from bandit.job_spec as s
left join bandit_internal.stg_scheduled_jobs as l using (job_name)
left join bandit_internal.cron_jobs() as c using (job_name)
order by s.job_name;

comment on view bandit.job_status is
    'Every job of job_spec with its last execution by pg_cron, and the role that owns it. is_scheduled NULL: not visible, because pg_cron is in another database or shows jobs to their owner only.';

grant select on bandit.job_status to bandit_operator, bandit_reader;
