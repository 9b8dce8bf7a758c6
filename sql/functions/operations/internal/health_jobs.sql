-- health_jobs: does pg_cron run the jobs?

create or replace function bandit_internal.health_jobs(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_known   bigint;
    v_failed  text;
    v_missing text;
begin
    select
        count(c.job_name),
        string_agg(s.job_name, ', ' order by s.job_name) filter (where c.last_status = 'failed'),
        string_agg(s.job_name, ', ' order by s.job_name) filter (where c.is_active is not true)
    into v_known, v_failed, v_missing
    from bandit_internal.stg_jobs as s
    left join bandit_internal.cron_jobs() as c using (job_name);

    return row(
        'jobs',
        case
            when v_known = 0           then 'info'
            when v_failed is not null  then 'critical'
            when v_missing is not null then 'warning'
            else 'ok'
        end,
        case when v_known = 0 then 'no data yet' else coalesce(v_failed, v_missing, 'all scheduled') end,
        'all scheduled, none failing',
        case
            when v_known = 0           then 'no data yet: pg_cron is not in this database, or shows its jobs to their owner only'
            when v_failed is not null  then format('the last execution failed: %s', v_failed)
            when v_missing is not null then format('not scheduled: %s', v_missing)
            else 'every job is scheduled, and none failed when it last ran'
        end,
        case
            when v_known = 0           then 'pgbandit doctor'
            when v_failed is not null  then 'select * from bandit.job_status'
            when v_missing is not null then 'pgbandit migrate'
        end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_jobs(bigint, timestamptz) is
    'Health check: critical where the last execution of a job failed, a warning where one is not scheduled, info where pg_cron is not to be seen.';

revoke all on function bandit_internal.health_jobs(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_jobs(bigint, timestamptz) to bandit_operator, bandit_reader;
