-- health_unposted_decisions: were decisions neither posted nor discarded?

create or replace function bandit_internal.health_unposted_decisions(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window  constant interval := interval '7 days';
    c_due     constant interval := interval '1 day';
    v_choices bigint;
    v_planned bigint;
begin
    select count(*), count(*) filter (where d.status = 'planned')
    into v_choices, v_planned
    from bandit_internal.stg_decisions as d
    where d.account_id = p_account_id
      and d.source <> 'import'
      and d.created_at > p_now - c_due - c_window
      and d.created_at <= p_now - c_due;

    return row(
        'unposted_decisions',
        case when v_choices = 0 then 'info' when v_planned > 0 then 'warning' else 'ok' end,
        case when v_choices = 0 then 'no data yet' else format('%s of %s decisions', v_planned, v_choices) end,
        'none older than a day',
        case
            when v_choices = 0 then 'no data yet: no decision of the last week is older than a day'
            when v_planned > 0 then format('%s of %s decisions more than a day old were neither posted nor discarded', v_planned, v_choices)
            else format('all %s decisions of the week up to yesterday were posted or discarded', v_choices)
        end,
        case when v_planned > 0 then 'pgbandit posted or pgbandit discard (called by the bot for every decision)' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_unposted_decisions(bigint, timestamptz) is
    'Returns the health check unposted_decisions: warning if decisions of the last week have been planned for more than a day.';

revoke all on function bandit_internal.health_unposted_decisions(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_unposted_decisions(bigint, timestamptz) to bandit_operator, bandit_reader;
