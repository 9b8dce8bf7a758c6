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
    c_runs     constant integer := 4;   -- in a row: a day
    v_run      record;
    v_skipped  bigint;
    v_shortage text;
begin
    select r.status, r.reason, r.posts_analyzed
    into v_run
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and r.run_at <= p_now
    order by r.run_at desc
    limit 1;
    if not found then
        return row('last_run', 'info', 'no data yet', 'not failed', 'no data yet: no run so far', null)::bandit_internal.health_check;
    end if;

    if v_run.reason = 'insufficient_data' then
        v_skipped := (
            select count(*) filter (where r.reason = v_run.reason)
            from (
                select s.reason
                from bandit_internal.stg_runs as s
                where s.account_id = p_account_id
                  and s.run_at <= p_now
                order by s.run_at desc
                limit c_runs
            ) as r
        );
        v_shortage := bandit_internal.data_shortage(p_account_id, v_run.posts_analyzed, p_now);
    end if;

    return row(
        'last_run',
        case
            when v_run.status = 'failed'                                      then 'critical'
            when v_run.reason = 'no_active_generator' or v_skipped = c_runs then 'warning'
            when v_run.status = 'skipped'                                     then 'info'
            else 'ok'
        end,
        case when v_run.status = 'skipped' then v_run.reason else v_run.status end,
        'not failed',
        case
            when v_run.status = 'failed'  then format('the last run failed: %s', v_run.reason)
            when v_run.status = 'skipped' then format('the last run was skipped: %s', coalesce(v_shortage, replace(v_run.reason, '_', ' ')))
            else format('the last run ended as %s', v_run.status)
        end,
        case when v_run.status = 'failed' then 'pgbandit runs list --status failed' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_last_run(bigint, timestamptz) is
    'Returns the health check last_run: critical if the last run failed, warning if the account has no active generator or four runs in a row were skipped for too little data, info if one was. The sentence states how many posts are missing, and until when at the present pace.';

revoke all on function bandit_internal.health_last_run(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_last_run(bigint, timestamptz) to bandit_operator, bandit_reader;
