-- health_run_due: do optimisation runs take place?
--
-- Runs are scheduled every six hours, so after twelve hours at least one was missed.

create or replace function bandit_internal.health_run_due(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_due      constant interval := interval '12 hours';
    v_lookback interval := (select s.lookback from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_first_at timestamptz;
    v_run_at   timestamptz;
    v_is_due   boolean;
    v_runs     boolean;
begin
    select min(d.posted_at)
    into v_first_at
    from bandit_internal.stg_decisions as d
    where d.account_id = p_account_id
      and d.status = 'posted'
      and d.posted_at > p_now - v_lookback
      and d.posted_at <= p_now;

    select r.run_at
    into v_run_at
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and r.run_at <= p_now
    order by r.run_at desc
    limit 1;

    v_is_due := v_first_at is not null and greatest(v_first_at, v_run_at) <= p_now - c_due;
    v_runs := coalesce(v_run_at > p_now - c_due, false);

    return row(
        'run_due',
        case when v_is_due then 'critical' when v_runs then 'ok' else 'info' end,
        case
            when v_is_due or v_runs then coalesce(to_char(v_run_at, 'YYYY-MM-DD HH24:MI'), 'none')
            else 'no data yet'
        end,
        'within 12 hours',
        case
            when v_is_due           then 'there are posts to learn from, but there was no run in the last 12 hours'
            when v_runs             then 'the last run was at ' || bandit_internal.account_time(p_account_id, v_run_at)
            when v_first_at is null then 'no data yet: nothing was posted in the lookback'
            else 'no data yet: the posts are younger than 12 hours'
        end,
        case when v_is_due then 'pgbandit optimize; pgbandit doctor checks the job' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_run_due(bigint, timestamptz) is
    'Returns the health check run_due: critical if the lookback has posts and there was no run for 12 hours.';

revoke all on function bandit_internal.health_run_due(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_run_due(bigint, timestamptz) to bandit_operator, bandit_reader;
