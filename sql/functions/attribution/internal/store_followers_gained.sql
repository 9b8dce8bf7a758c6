-- store_followers_gained: stores the followers attributed to each post beside its other metrics.
--
-- Reported followers stay. The followers of a post are known if at least half of the exposure that it has gained so far lies in
-- apportioned intervals, and they are known from the end of the last of these on. Otherwise they are NULL: a gap or an anomaly
-- is not a gain of 0. Followers without followers_known_at were attributed by the bot; they stay until half of the exposure
-- lies in intervals with a known gain, apportioned or not. A post without a reading has no outcome; its followers are stored
-- with its first reading. A row that another transaction is writing is left for the next attribution.

create or replace function bandit_internal.store_followers_gained(
    p_account_id bigint,                               -- the account
    p_balances   bandit_internal.interval_balance[],   -- the intervals and gaps from p_since to p_now
    p_since      timestamptz,                          -- earlier posts are left as they are
    p_now        timestamptz                           -- later posts are left as they are
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_changed bigint;
begin
    with totals as (
        select
            s.decision_id,
            sum(s.followers) as followers,
            max(b.until_at) filter (where s.followers is not null) as known_at,
            2 * sum(s.exposure) filter (where s.followers is not null) >= sum(s.exposure) as is_known,
            2 * sum(s.exposure) filter (where b.gained is not null) >= sum(s.exposure) as is_counted
        from unnest(p_balances) as b
        cross join lateral unnest(b.sharers, b.exposures, b.shares) as s (decision_id, exposure, followers)
        group by s.decision_id
    ),
    wanted as materialized (
        select o.decision_id, n.followers, n.known_at
        from bandit.content_metadata as c
        join bandit.outcomes as o
            on o.account_id = c.account_id
           and o.decision_id = c.decision_id
        left join totals as t
            on t.decision_id = c.decision_id
        left join lateral (select t.followers, t.known_at where t.is_known) as n on true
        where c.account_id = p_account_id
          and c.status = 'posted'
          and c.posted_at >= p_since
          and c.posted_at <= p_now
          and o.followers_source is distinct from 'reported'
          and (t.is_counted or o.followers_known_at is not null)
          and (o.followers_gained, o.followers_known_at) is distinct from (n.followers, n.known_at)
        for no key update of o skip locked
    )
    update bandit.outcomes as o
    set followers_gained = w.followers,
        followers_source = case when w.followers is not null then 'attributed' end,
        followers_known_at = w.known_at
    from wanted as w
    where o.account_id = p_account_id
      and o.decision_id = w.decision_id;
    get diagnostics v_changed = row_count;

    return v_changed;
end
$function$;

comment on function bandit_internal.store_followers_gained(bigint, bandit_internal.interval_balance[], timestamptz, timestamptz) is
    'Stores the attributed followers of the outcomes that differ; returns their number. Internal.';

revoke all on function bandit_internal.store_followers_gained(bigint, bandit_internal.interval_balance[], timestamptz, timestamptz) from public;
