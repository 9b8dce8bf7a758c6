-- stg_job_runs: the last execution of each job by a scheduler other than pg_cron.

create or replace view bandit_internal.stg_job_runs as
select
    r.job_name,
    r.started_at,
    r.finished_at,
    r.status,
    r.message
from bandit.job_runs as r;

comment on view bandit_internal.stg_job_runs is 'Last execution of each job by a scheduler other than pg_cron.';

grant select on bandit_internal.stg_job_runs to bandit_operator, bandit_reader;
