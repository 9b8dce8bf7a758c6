-- job_status: the jobs that should run, with their last execution by pg_cron.

create or replace view bandit.job_status as
select
    s.job_name,
    s.schedule,
    s.command,
    case
        when c.job_name is not null then true
        when to_regclass('cron.job') is not null
             and (
                 select r.rolsuper
                 from pg_catalog.pg_roles as r
                 where r.rolname = current_user
             ) then false
    end as is_scheduled,
    c.is_active,
    c.last_status,
    c.last_started,
    c.last_finished - c.last_started as last_duration,
    c.last_message
from bandit.job_spec as s
left join bandit_internal.cron_jobs() as c using (job_name)
order by s.job_name;

comment on view bandit.job_status is
    'Every job of job_spec with its last execution by pg_cron. is_scheduled NULL: not visible, because pg_cron is in another database or shows jobs to their owner only.';

grant select on bandit.job_status to bandit_operator, bandit_reader;
