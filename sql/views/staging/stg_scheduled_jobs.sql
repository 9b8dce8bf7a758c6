-- stg_scheduled_jobs: the jobs as they were last scheduled, and the role that owns them.

create or replace view bandit_internal.stg_scheduled_jobs as
select
    j.job_name,
    j.schedule,
    j.command,
    j.owner_name,
    j.scheduled_at
from bandit.scheduled_jobs as j;

comment on view bandit_internal.stg_scheduled_jobs is 'Jobs as migrate last scheduled them with pg_cron, and the role that owns and runs them.';

grant select on bandit_internal.stg_scheduled_jobs to bandit_operator, bandit_reader;
