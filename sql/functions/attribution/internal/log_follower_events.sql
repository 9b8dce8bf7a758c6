-- log_follower_events: jumps that nobody believes, and losses as large: each interval once.

create or replace function bandit_internal.log_follower_events(
    p_account_id bigint,                     -- the account
    p_balances   bandit_internal.interval_balance[]   -- its intervals
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_large_loss constant numeric := -50;
begin
    perform bandit_internal.log_event(
        p_account_id, b.until_at, k.kind, 'attribution', k.message,
        jsonb_build_object('from_at', b.from_at, 'until_at', b.until_at, 'gained', b.gained, 'impressions', b.impressions, 'exposure', b.exposure)
    )
    from unnest(p_balances) as b
    cross join lateral (
        select 'anomaly', format('%s followers gained, far out of proportion to exposure: left unattributed', b.gained)
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
    );
end
$function$;

comment on function bandit_internal.log_follower_events(bigint, bandit_internal.interval_balance[]) is
    'Logs an event anomaly for each interval that is one, and followers_lost where over 50 were, each once. Internal.';

revoke all on function bandit_internal.log_follower_events(bigint, bandit_internal.interval_balance[]) from public;
