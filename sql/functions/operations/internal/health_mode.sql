-- health_mode: may runs change the weights, and how long have suggestions waited?
--
-- A suggestion that was superseded has waited too: the wait counts from the first run after the last decision.

create or replace function bandit_internal.health_mode(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window     constant interval := interval '30 days';
    c_deadline   constant interval := interval '7 days';
    v_mode       text := (select s.mode from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_decided_at timestamptz;
    v_waiting_at timestamptz;
    v_waits      text;
begin
    select max(r.decided_at)
    into v_decided_at
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and r.run_at > p_now - c_window
      and r.run_at <= p_now;

    select min(r.run_at)
    into v_waiting_at
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and r.run_at > greatest(p_now - c_window, v_decided_at)
      and r.run_at <= p_now
      and r.status in ('suggested', 'superseded')
      and v_mode = 'suggest';
    v_waits := to_char(justify_hours(p_now - v_waiting_at), 'FMDD "d" FMHH24 "h"');

    return row(
        'mode',
        case when v_mode = 'autopilot' then 'ok' when v_waiting_at <= p_now - c_deadline then 'warning' else 'info' end,
        concat_ws(', ', v_mode, v_waits),
        'no wait over 7 days',
        case
            when v_mode = 'autopilot'     then 'runs change the weights'
            when v_mode = 'observe'       then 'runs are computed but not applied'
            when v_waiting_at is null     then 'no data yet: no suggestion waits for approval'
            else format('suggestions have waited for %s', v_waits)
        end,
        case when v_waiting_at is not null then 'pgbandit runs list --status suggested' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_mode(bigint, timestamptz) is
    'Returns the health check mode: info if the mode is not autopilot, warning if suggestions have waited for 7 days.';

revoke all on function bandit_internal.health_mode(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_mode(bigint, timestamptz) to bandit_operator, bandit_reader;
