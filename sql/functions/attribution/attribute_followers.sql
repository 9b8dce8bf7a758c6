-- attribute_followers: credits posts with the followers that an account gained.
--
-- Each interval is measured, judged and apportioned again from all that is known, and only differences are written: a second
-- call changes nothing, and the order in which counts, readings and posts arrive does not matter. A post is live for three days,
-- in which it gets 99.8 % of its exposure; later changes cannot reach it. jit is off, because compiling the queries would take
-- longer than running them.

create or replace function bandit.attribute_followers(
    p_from       timestamptz default null,   -- start, unless an earlier time is due; null: attribution_window() before p_now
    p_now        timestamptz default null,   -- later data are not used; null: clock()
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
    c_live       constant interval := interval '72 hours';
    c_history    constant interval := interval '90 days';
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_due_from   timestamptz;
    v_since      timestamptz;
    v_intervals  bandit_internal.follower_interval[];
    v_posts_from timestamptz;
    v_curves     bandit_internal.exposure_curve[];
    v_past       bandit_internal.interval_balance[];
    v_balances   bandit_internal.interval_balance[];
    v_changed    bigint;
begin
    perform bandit_internal.lock_account(v_account_id);
    v_due_from := bandit_internal.attribution_since(v_account_id, case when p_from is null then v_now else greatest(p_from, '2006-01-01') end, v_now);
    v_since := least(v_due_from, case when p_from is null then v_now - bandit_internal.attribution_window() end);
    v_since := bandit_internal.attribution_reach(v_account_id, v_since, c_live, v_now);
    perform bandit_internal.set_followers_at_post(v_account_id, v_since, v_now);

    v_intervals := bandit_internal.find_follower_intervals(v_account_id, v_since, v_now);
    v_posts_from := (select coalesce(min(i.from_at) - c_live, '-infinity') from unnest(v_intervals) as i where isfinite(i.from_at));
    v_curves := bandit_internal.exposure_curves(v_account_id, v_posts_from, c_live, v_now);
    v_past := bandit_internal.past_intervals(v_account_id, date_trunc('day', v_since, 'UTC') - c_history, v_since);

    v_balances := bandit_internal.measure_intervals(v_intervals, v_curves, c_live);
    v_balances := bandit_internal.judge_intervals(v_balances, v_past, c_history);
    v_balances := bandit_internal.apportion_intervals(v_balances);

    perform bandit_internal.log_follower_events(v_account_id, v_balances);
    v_changed := bandit_internal.store_intervals(v_account_id, v_balances, v_since, v_now);
    v_changed := v_changed + bandit_internal.store_attributions(v_account_id, v_balances, v_since, v_now);
    v_changed := v_changed + bandit_internal.store_followers_gained(v_account_id, v_balances, v_since, v_now);
    perform bandit_internal.settle_exposures(v_account_id, v_due_from, v_now);

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
                select a.decision_id
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
    'Attributes the followers gained to posts and returns the balance of the intervals looked at: attributed (including reported) + unattributed = gained, exactly; the number of posts credited; the number of rows changed, 0 for a repeated call. Unknown account: WT001.';

revoke all on function bandit.attribute_followers(timestamptz, timestamptz, bigint) from public;
grant execute on function bandit.attribute_followers(timestamptz, timestamptz, bigint) to bandit_operator;
