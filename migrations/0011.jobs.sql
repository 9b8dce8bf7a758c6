-- depends: 0010.operations
-- A third ledger of the deployment: the jobs in pg_cron, and the role that owns them.

create table bandit.scheduled_jobs (
    job_name text primary key,
    schedule text not null,
    command text not null,
    owner_name text not null,
    scheduled_at timestamptz not null default now()
);
comment on table bandit.scheduled_jobs is
    'Ledger of the jobs: those of job_spec as they were last scheduled with pg_cron, and the role that owns them. Written by migrate, compared by doctor.';
comment on column bandit.scheduled_jobs.job_name is 'Name of the job in job_spec.';
comment on column bandit.scheduled_jobs.schedule is 'Schedule of the job, in the form of cron.';
comment on column bandit.scheduled_jobs.command is 'SQL command of the job.';
comment on column bandit.scheduled_jobs.owner_name is 'Role that owns the job in pg_cron, and runs it; the same for all jobs.';
comment on column bandit.scheduled_jobs.scheduled_at is 'When the jobs were last changed.';
