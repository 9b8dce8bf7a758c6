-- depends: 0014.names 0015.finite_times
-- A fourth ledger of the deployment: the jobs as pgbandit jobs run executed them, for servers without pg_cron.

create table bandit.job_runs (
    job_name text primary key,
    started_at timestamptz not null check (isfinite(started_at)),
    finished_at timestamptz check (isfinite(finished_at)),
    status text not null check (status in ('running', 'succeeded', 'failed')),
    message text,
    check ((finished_at is null) = (status = 'running'))
);
comment on table bandit.job_runs is
    'Last execution of each job of job_spec by a scheduler other than pg_cron. Written by start_job and finish_job.';
comment on column bandit.job_runs.job_name is 'Name of the job in job_spec.';
comment on column bandit.job_runs.started_at is 'When the last execution started.';
comment on column bandit.job_runs.finished_at is 'When it ended; null: it is running, or was killed.';
comment on column bandit.job_runs.status is 'running, succeeded or failed.';
comment on column bandit.job_runs.message is 'Error of the last execution; null: none.';

create type bandit_internal.job_execution as (
    job_name text,
    started_at timestamptz,
    finished_at timestamptz,
    status text,
    message text,
    run_by text
);
comment on type bandit_internal.job_execution is 'An execution of a job.';
comment on column bandit_internal.job_execution.job_name is 'Name of the job in job_spec.';
comment on column bandit_internal.job_execution.started_at is 'When it started.';
comment on column bandit_internal.job_execution.finished_at is 'When it ended; null: it has not.';
comment on column bandit_internal.job_execution.status is 'As pg_cron names it, such as running, succeeded or failed.';
comment on column bandit_internal.job_execution.message is 'Its error or result.';
comment on column bandit_internal.job_execution.run_by is 'pg_cron, or pgbandit jobs run.';
