-- health_change_points: has anything changed lately that an operator should know?
--
-- What detect_changes found within 14 days; it finds a change up to 4 weeks after it. That the platform gives less is a warning.

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
    c_window   constant interval := interval '14 days';
    c_longest  constant interval := interval '29 days';
    v_changes  bigint;
    v_is_worse boolean;
    v_messages text;
    v_has_data boolean;
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
        from bandit_internal.posts_as_of(p_account_id, p_now - c_window, p_now, p_now) as p
        where p.exposure > 0
          and p.followers_gained is not null
    );

    return row(
        'change_points',
        case when v_is_worse then 'warning' when v_changes > 0 or not v_has_data then 'info' else 'ok' end,
        case when v_has_data then v_changes::text else 'no data yet' end,
        'the platform gives no less',
        case
            when v_changes > 0  then v_messages
            when v_has_data     then 'no change was found in 14 days'
            else 'no data yet: the followers of no post of 14 days are known'
        end,
        case when v_is_worse then 'pgbandit events --kind change_point' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_change_points(bigint, timestamptz) is
    'Health check: the change points that were found within 14 days: a warning where the account gets less followers per 1000 impressions or less impressions a post, whoever writes, else info.';

revoke all on function bandit_internal.health_change_points(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_change_points(bigint, timestamptz) to bandit_operator, bandit_reader;
