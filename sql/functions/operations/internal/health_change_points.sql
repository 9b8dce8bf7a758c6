-- health_change_points: did reach or the follower rate drop lately?
--
-- Counts the change points that detect_changes found within 14 days; it finds a change up to 4 weeks after it happened.

create or replace function bandit_internal.health_change_points(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window    constant interval := interval '14 days';
    c_longest   constant interval := interval '29 days';
    v_changes   bigint;
    v_is_worse  boolean;
    v_messages  text;
    v_has_data  boolean;
    v_objective bandit_internal.objective := bandit_internal.parse_objective((
        select s.objective from bandit_internal.stg_settings as s where s.account_id = p_account_id
    ));
begin
    select
        count(*),
        bool_or(e.detail ->> 'level' = 'account' and (e.detail ->> 'size')::numeric < 1),
        string_agg(e.message, '; ' order by e.event_at desc, e.event_id)
    into v_changes, v_is_worse, v_messages
    from bandit_internal.stg_events as e
    where e.account_id = p_account_id
      and e.kind = 'change_point'
      and e.event_at > p_now - c_window - c_longest
      and e.event_at <= p_now
      and (e.detail ->> 'found_at')::timestamptz > p_now - c_window
      and (e.detail ->> 'found_at')::timestamptz <= p_now;

    v_has_data := v_changes > 0 or exists (
        select 1
        from bandit_internal.posts_as_of(p_account_id, p_now - c_window, p_now, p_now, v_objective) as p
        where p.exposure > 0
          and p.value is not null
    );

    return row(
        'change_points',
        case when v_is_worse then 'warning' when v_changes > 0 or not v_has_data then 'info' else 'ok' end,
        case when v_has_data then v_changes::text else 'no data yet' end,
        'no drop in reach or follower rate',
        case
            when v_changes > 0  then v_messages
            when v_has_data     then 'no change point was found in the last 14 days'
            when v_objective.is_own then 'no data yet: the metrics of the objective are not known for any post of the last 14 days'
            else 'no data yet: follower gains are not yet known for any post of the last 14 days'
        end,
        case when v_is_worse then 'pgbandit events --kind change_point' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_change_points(bigint, timestamptz) is
    'Returns the health check change_points over 14 days: warning if a change point lowered the accounts followers per 1000 of exposure or its reach, info for other change points.';

revoke all on function bandit_internal.health_change_points(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_change_points(bigint, timestamptz) to bandit_operator, bandit_reader;
