-- stg_jobs: jobs for pg_cron.

create or replace view bandit_internal.stg_jobs as
select
    j.job_name,
    j.schedule,
    j.command
from (
    values
        ('bandit:optimize', '0 */6 * * *', 'call bandit.optimize_all()'),
        ('bandit:health', '*/15 * * * *', 'call bandit.check_health_all()'),
        ('bandit:partitions', '23 1 * * *', 'select bandit.maintain_partitions()'),
        ('bandit:purge', '37 3 * * *', 'select bandit.purge_job_runs()'),
        ('bandit:attribute', '*/30 * * * *', 'call bandit.attribute_all()'),
        ('bandit:changes', '41 2 * * *', 'call bandit.detect_changes_all()'),
        ('bandit:tune', '11 3 * * *', 'call bandit.tune_all()')
) as j (job_name, schedule, command);

comment on view bandit_internal.stg_jobs is 'Jobs for pg_cron: name, cron schedule (UTC unless cron.timezone differs) and SQL command.';

grant select on bandit_internal.stg_jobs to bandit_operator, bandit_reader;
