-- health_last_run: did the last run succeed?

create or replace function bandit_internal.health_last_run(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_run record;
begin
    select r.run_at, r.status, r.reason
    into v_run
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and r.run_at <= p_now
    order by r.run_at desc
    limit 1;

    return row(
        'last_run',
        case
            when v_run.status = 'failed'                    then 'critical'
            when v_run.reason = 'no_active_generator'       then 'warning'
            when v_run.status = 'skipped' or not found      then 'info'
            else 'ok'
        end,
        case when v_run.status = 'skipped' then v_run.reason else coalesce(v_run.status, 'no data yet') end,
        'not failed',
        case
            when not found                then 'no data yet: no run so far'
            when v_run.status = 'failed'  then format('the last run failed: %s', v_run.reason)
            when v_run.status = 'skipped' then format('no data yet: the last run was skipped, %s', replace(v_run.reason, '_', ' '))
            else format('the last run ended as %s', v_run.status)
        end,
        case when v_run.status = 'failed' then 'pgbandit runs list --status failed' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_last_run(bigint, timestamptz) is
    'Returns the health check last_run: critical if the last run failed, warning if the account has no active generator, info if the run was skipped for lack of data.';

revoke all on function bandit_internal.health_last_run(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_last_run(bigint, timestamptz) to bandit_operator, bandit_reader;
