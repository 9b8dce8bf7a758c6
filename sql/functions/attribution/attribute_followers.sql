-- attribute_followers: credits posts with the followers that the account gained.
--
-- Everything is worked out again from what is known, and only what differs is written: a second call changes nothing, and
-- the order in which counts, readings and posts came does not matter. A post is live for three days, in which it gets 99.8 %
-- of its exposure, so that what changes in an interval reaches no post that went out three days before it. It begins with the
-- interval of 30 days back, or of the earliest count, gain or late post that came since the last time. Compiling its queries
-- would take longer than to run them, hence no jit.

create or replace function bandit.attribute_followers(
    p_from       timestamptz default null,   -- from when on, if not from earlier; null: attribution_window() back
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_account_id bigint      default null    -- null: the current account
) returns table (
    intervals    bigint,
    gained       numeric,
    reported     numeric,
    attributed   numeric,
    unattributed numeric,
    anomalies    bigint,
    posts        bigint,
    changed      bigint
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set work_mem = '64MB'
set jit = off
as $function$
#variable_conflict use_column
declare
    c_live       constant interval := interval '3 days';
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_since      timestamptz;
    v_balances   bandit_internal.interval_balance[];
    v_changed    bigint;
begin
    perform bandit_internal.lock_account(v_account_id);
    v_since := bandit_internal.attribution_since(v_account_id, coalesce(p_from, v_now - bandit_internal.attribution_window()), v_now);
    v_since := bandit_internal.attribution_reach(v_account_id, v_since, c_live, v_now);
    perform bandit_internal.set_followers_at_post(v_account_id, v_since, v_now);

    v_balances := array(select b from bandit_internal.balance_followers(v_account_id, v_since, c_live, v_now) as b);

    perform bandit_internal.log_follower_events(v_account_id, v_balances);
    v_changed := bandit_internal.store_intervals(v_account_id, v_balances, v_since, v_now);
    v_changed := v_changed + bandit_internal.store_attributions(v_account_id, v_balances, v_since, v_now);
    v_changed := v_changed + bandit_internal.store_followers_gained(v_account_id, v_balances, v_since, v_now);

    return query
    select
        count(*),
        coalesce(sum(f.gained), 0),
        coalesce(sum(f.reported), 0),
        coalesce(sum(f.attributed), 0),
        coalesce(sum(f.unattributed), 0),
        count(*) filter (where f.is_anomaly),
        (
            select count(*)
            from (
                select
                from bandit.follower_attributions as a
                where a.account_id = v_account_id
                  and a.until_at >= v_since
                  and a.until_at <= v_now
                group by a.decision_id
            ) as credited
        ),
        v_changed
    from bandit.follower_intervals as f
    where f.account_id = v_account_id
      and f.until_at >= v_since
      and f.until_at <= v_now;
end
$function$;

comment on function bandit.attribute_followers(timestamptz, timestamptz, bigint) is
    'Shares the followers gained among the posts and returns the balance of the intervals looked at: attributed (reported included) + unattributed = gained, exactly; posts credited; rows changed. Again: changes nothing.';

revoke all on function bandit.attribute_followers(timestamptz, timestamptz, bigint) from public;
grant execute on function bandit.attribute_followers(timestamptz, timestamptz, bigint) to bandit_operator;
