-- health_guardrail: are the guardrails kept?

create or replace function bandit_internal.health_guardrail(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_results bandit_internal.guardrail_result[] := array(select g from bandit_internal.judge_guardrails(p_account_id, p_now) as g);
    v_judged  bigint;
    v_missed  bigint;
    v_message text;
begin
    select
        count(*) filter (where r.state <> 'no data yet'),
        count(*) filter (where r.state = 'missed'),
        string_agg(format('%s per 1000 of exposure is %s (%s to %s) for %s, %s %s', r.metric, round(r.rate, 2), round(r.low, 2), round(r.high, 2),
                          case r.scope when 'account' then 'the account' else format('%s %s', r.scope, r.name) end, r.kind, trim_scale(r.bound)), '; ')
            filter (where r.state = 'missed')
    into v_judged, v_missed, v_message
    from unnest(v_results) as r;

    return row(
        'guardrail',
        case when v_missed > 0 then 'warning' when v_judged = 0 and v_results <> '{}' then 'info' else 'ok' end,
        case when v_judged = 0 and v_results <> '{}' then 'no data yet' else format('%s missed', v_missed) end,
        'none missed by its whole 95 % interval',
        case
            when v_missed > 0      then v_message
            when v_results = '{}'  then 'no guardrail is set'
            when v_judged = 0      then 'no data yet: fewer than 20 posts of the lookback have a known metric'
            else 'every guardrail is kept'
        end,
        case when v_missed > 0 then 'pgbandit account guard' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_guardrail(bigint, timestamptz) is
    'Returns the health check guardrail: warning if the account, a generator or an experiment arm misses a guardrail over the lookback.';

revoke all on function bandit_internal.health_guardrail(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_guardrail(bigint, timestamptz) to bandit_operator, bandit_reader;
