-- health_job_runs: do the jobs run where pg_cron is not visible?

create or replace function bandit_internal.health_job_runs(
    p_now timestamptz   -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_has_run boolean := exists (select 1 from bandit_internal.stg_job_runs as r);
    v_is_cron boolean := exists (select 1 from bandit_internal.stg_scheduled_jobs as s);
    v_failed  text;
    v_late    text;
begin
    select
        string_agg(j.job_name, ', ' order by j.job_name) filter (where j.last_status = 'failed'),
        string_agg(j.job_name, ', ' order by j.job_name) filter (where j.is_late)
    into v_failed, v_late
    from bandit.list_jobs(p_now) as j;

    return row(
        'jobs',
        case
            when not v_has_run        then 'info'
            when v_failed is not null then 'critical'
            when v_late is not null   then 'warning'
            else 'ok'
        end,
        case
            when not v_has_run then 'no data yet'
            else coalesce(v_failed, v_late, 'all on time')
        end,
        'all on time, none failing',
        case
            when not v_has_run and v_is_cron then 'no data yet: pg_cron is in another database, or its jobs are visible only to their owner'
            when not v_has_run               then 'no data yet: pg_cron is not in this database, and no other scheduler has run a job'
            when v_failed is not null        then format('the last execution failed: %s', v_failed)
            when v_late is not null          then format('not run when they were due: %s', v_late)
            else 'every job has run when it was due, and no last execution failed'
        end,
        case
            when not v_has_run and v_is_cron then 'pgbandit doctor'
            when not v_has_run               then 'pgbandit jobs run, every 15 minutes from any scheduler'
            when v_failed is not null        then 'pgbandit jobs list'
            when v_late is not null          then 'pgbandit jobs run, every 15 minutes from any scheduler'
        end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_job_runs(timestamptz) is
    'Returns the health check jobs where pg_cron is not visible: critical if the last execution of a job by pgbandit jobs run failed, warning if a job is late, info if no job has run.';

revoke all on function bandit_internal.health_job_runs(timestamptz) from public;
grant execute on function bandit_internal.health_job_runs(timestamptz) to bandit_operator, bandit_reader;
