-- health_idle_generators: is a generator never chosen?
--
-- A small weight may well not be drawn for a week. A generator is a warning if missing all choices of the week has a
-- probability under 1 % at the lowest weight that it had; otherwise it is info. A generator that was added or overridden
-- within the week is never a warning, since it was not in the draw all week.

create or replace function bandit_internal.health_idle_generators(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window   constant interval := interval '7 days';
    c_unlikely constant numeric := 0.01;
    v_since    timestamptz := p_now - c_window;
    v_choices  bigint;
    v_idle     text;
    v_unlikely text;
begin
    with choices as materialized (
        select d.generator_name
        from bandit_internal.stg_decisions as d
        where d.account_id = p_account_id
          and d.source <> 'import'
          and d.created_at > v_since
          and d.created_at <= p_now
    ),
    total as (
        select count(*) as choices
        from choices
    ),
    idle as (
        select
            g.generator_name,
            (
                select least(g.weight, min(w.old_weight))
                from bandit_internal.stg_weight_changes as w
                where w.account_id = g.account_id
                  and w.generator_name = g.generator_name
                  and w.changed_at > v_since
                  and w.changed_at <= p_now
            ) as lowest_weight,
            exists (
                select 1
                from bandit_internal.stg_events as e
                where e.account_id = g.account_id
                  and e.generator_name = g.generator_name
                  and e.event_at > v_since
                  and e.event_at <= p_now
                  and e.kind in ('override', 'generator_added')
            ) as is_recent
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and g.status in ('active', 'testing')
          and g.generator_name not in (select c.generator_name from choices as c)
    )
    select
        t.choices,
        string_agg(i.generator_name, ', ' order by i.generator_name collate "C"),
        string_agg(i.generator_name, ', ' order by i.generator_name collate "C")
            filter (where not i.is_recent and (1 - i.lowest_weight) ^ t.choices < c_unlikely)
    into v_choices, v_idle, v_unlikely
    from total as t
    left join idle as i on true
    group by t.choices;

    return row(
        'idle_generators',
        case
            when v_choices = 0          then 'info'
            when v_unlikely is not null then 'warning'
            when v_idle is not null     then 'info'
            else 'ok'
        end,
        case when v_choices = 0 then 'no data yet' else coalesce(v_unlikely, v_idle, 'none') end,
        'none in 7 days',
        case
            when v_choices = 0          then 'no data yet: no choice in the last 7 days'
            when v_unlikely is not null then format('not chosen in %s choices of the last 7 days, unlikely by chance: %s', v_choices, v_unlikely)
            when v_idle is not null     then format('not chosen in the last 7 days, plausible by chance with only %s choices: %s', v_choices, v_idle)
            else format('every active and testing generator was chosen in the last 7 days, in %s choices', v_choices)
        end,
        case when v_unlikely is not null then 'pgbandit generator list' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_idle_generators(bigint, timestamptz) is
    'Returns the health check idle_generators: warning if an active or testing generator was not chosen for 7 days and chance does not explain it.';

revoke all on function bandit_internal.health_idle_generators(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_idle_generators(bigint, timestamptz) to bandit_operator, bandit_reader;
