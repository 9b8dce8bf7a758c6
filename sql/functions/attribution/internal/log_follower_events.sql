-- log_follower_events: one event for each anomaly and each large loss.

create or replace function bandit_internal.log_follower_events(
    p_account_id bigint,                               -- the account
    p_balances   bandit_internal.interval_balance[]    -- its intervals
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_large_loss constant numeric := -50;
    v_event      record;
begin
    for v_event in
        select b.until_at, k.kind, k.message, jsonb_build_object(
            'from_at', b.from_at, 'until_at', b.until_at, 'gained', b.gained, 'impressions', b.impressions, 'exposure', b.exposure,
            'profile_visits', b.profile_visits, 'engagements', b.engagements
        ) as detail
        from unnest(p_balances) as b
        cross join lateral (
            select 'anomaly', format('%s followers %s, far out of proportion: left unattributed', abs(b.gained), case when b.gained < 0 then 'lost' else 'gained' end)
            where b.is_anomaly
            union all
            select 'followers_lost', format('%s followers lost', -b.gained)
            where b.gained < c_large_loss
        ) as k (kind, message)
        where not exists (
            select 1
            from bandit.events as e
            where e.account_id = p_account_id
              and e.event_at = b.until_at
              and e.kind = k.kind
        )
        order by b.until_at
    loop
        perform bandit_internal.log_event(p_account_id, v_event.until_at, v_event.kind, 'attribution', v_event.message, v_event.detail);
    end loop;
end
$function$;

comment on function bandit_internal.log_follower_events(bigint, bandit_internal.interval_balance[]) is
    'Logs an event anomaly for each anomaly, and an event followers_lost for each interval in which over 50 followers were lost, unless it is logged already. Internal.';

revoke all on function bandit_internal.log_follower_events(bigint, bandit_internal.interval_balance[]) from public;
