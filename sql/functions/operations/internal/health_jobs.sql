-- health_jobs: does pg_cron, or another scheduler, run the jobs, and once?

create or replace function bandit_internal.health_jobs(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_names    text[];
    v_statuses text[];
    v_active   boolean[];
    v_failed   text;
    v_missing  text;
    v_doubled  text;
begin
    select array_agg(c.job_name), array_agg(c.last_status), array_agg(c.is_active)
    into v_names, v_statuses, v_active
    from bandit_internal.cron_jobs() as c;
    if v_names is null then
        return bandit_internal.health_job_runs(p_now);
    end if;

    select
        string_agg(s.job_name, ', ' order by s.job_name) filter (where c.last_status = 'failed'),
        string_agg(s.job_name, ', ' order by s.job_name) filter (where c.is_active is not true)
    into v_failed, v_missing
    from bandit_internal.stg_jobs as s
    left join unnest(v_names, v_statuses, v_active) as c (job_name, last_status, is_active) using (job_name);

    v_doubled := (
        select string_agg(format('%s of role %s', d.job_name, d.owner_name), ', ' order by d.owner_name, d.job_name)
        from bandit_internal.doubled_jobs() as d
    );

    return row(
        'jobs',
        case
            when v_failed is not null  then 'critical'
            when v_doubled is not null then 'warning'
            when v_missing is not null then 'warning'
            else 'ok'
        end,
        case
            when v_failed is not null  then v_failed
            when v_doubled is not null then v_doubled
            else coalesce(v_missing, 'all scheduled')
        end,
        'all scheduled once, none failing',
        case
            when v_failed is not null  then format('the last execution failed: %s', v_failed)
            when v_doubled is not null then format('another role has scheduled the same jobs: %s', v_doubled)
            when v_missing is not null then format('not scheduled: %s', v_missing)
            else 'every job is scheduled, and no last execution failed'
        end,
        case
            when v_failed is not null  then 'select * from bandit.job_status'
            when v_doubled is not null then 'pgbandit doctor'
            when v_missing is not null then 'pgbandit migrate'
        end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_jobs(bigint, timestamptz) is
    'Returns the health check jobs: critical if the last execution of a job failed, warning if a job is not scheduled or another role has scheduled it too. Without pg_cron, or where it is not visible: see health_job_runs.';

revoke all on function bandit_internal.health_jobs(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_jobs(bigint, timestamptz) to bandit_operator, bandit_reader;
