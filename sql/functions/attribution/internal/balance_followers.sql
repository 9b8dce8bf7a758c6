-- balance_followers: what becomes of each interval's gain.
--
-- Off the gain come the follows that were reported for posts, and the account's base rate: the median gain an hour of the
-- intervals in which no post was live. It may be more than the gain, and what is left for the posts below 0, or chance
-- would be credited one way only. The rest is shared by exposure, unless the gain is an anomaly: more than 50 followers,
-- and more than 20 times the median rate of the others that gained anybody. Rates are followers per 1000 impressions of
-- the account where these were given, else per 1000 of its posts' exposure, else per hour, and compared with rates of
-- their kind. Where fewer than five others are of its kind, an interval is compared by the hour with all others; but no
-- first post is an anomaly for being the first: up to 100 followers per 1000 are in proportion to exposure.
-- Medians are over the 90 days up to the end of the interval's day (UTC): later data move nothing.

create or replace function bandit_internal.balance_followers(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- intervals that end earlier are left out
    p_live       interval,      -- how long a post is live
    p_now        timestamptz    -- nothing later is used
) returns setof bandit_internal.interval_balance
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_history     constant interval := interval '90 days';
    c_large_gain  constant numeric := 50;
    c_outlandish  constant double precision := 20;
    c_enough      constant bigint := 5;
    c_possible    constant double precision := 100;
    v_from_ats    timestamptz[];
    v_until_ats   timestamptz[];
begin
    select array_agg(i.from_at order by i.until_at), array_agg(i.until_at order by i.until_at)
    into v_from_ats, v_until_ats
    from bandit_internal.find_follower_intervals(p_account_id, p_since, p_now) as i;

    return query
    with intervals as materialized (
        select i.*
        from bandit_internal.find_follower_intervals(p_account_id, p_since, p_now) as i
    ),
    posts as (
        select
            e.until_at,
            round(sum(e.exposure)::numeric, 6) as exposure,
            bool_and(e.exposure = 0) is true as is_quiet,
            sum(e.reported) as reported,
            array_agg(e.decision_id) filter (where e.reported <> 0) as reported_for,
            array_agg(e.reported) filter (where e.reported <> 0) as reported_parts,
            array_agg(e.decision_id) filter (where e.exposure > 0 and e.reported is null) as sharers,
            array_agg(e.exposure) filter (where e.exposure > 0 and e.reported is null) as exposures
        from (
            select g.*
            from bandit_internal.exposure_gained(p_account_id, v_from_ats, v_until_ats, p_live, p_now) as g
            order by g.until_at, g.posted_at, g.tweet_id collate "C"
        ) as e
        group by e.until_at
    ),
    measured as materialized (
        select
            i.*,
            p.exposure,
            coalesce(p.is_quiet, true) as is_quiet,
            coalesce(p.reported, 0) as reported,
            p.reported_for,
            p.reported_parts,
            p.sharers,
            p.exposures,
            date_trunc('day', i.until_at) as day_at
        from intervals as i
        left join posts as p using (until_at)
    ),
    history as materialized (
        select
            h.until_at,
            h.gained,
            h.is_quiet,
            r.*
        from (
            select m.from_at, m.until_at, m.gained, m.impressions, m.exposure, m.is_quiet
            from measured as m
            where m.gained is not null
            union all
            select f.from_at, f.until_at, f.gained, f.impressions, f.exposure, f.is_quiet
            from bandit.follower_intervals as f
            where f.account_id = p_account_id
              and f.until_at < p_since
              and f.until_at >= (select min(m.day_at) from measured as m where m.gained is not null) - c_history
        ) as h
        cross join lateral bandit_internal.follower_rate(h.gained, h.from_at, h.until_at, h.impressions, h.exposure) as r
    ),
    days as (
        select distinct m.day_at
        from measured as m
        where m.gained is not null
    ),
    medians as materialized (
        select
            d.day_at,
            h.measure,
            count(*) - 1 as others,
            bandit_internal.median_of_others(array_agg(h.rate order by h.rate)) as rate
        from days as d
        join history as h
            on h.until_at >= d.day_at - c_history
           and h.until_at < d.day_at + interval '1 day'
        where h.gained > 0
        group by d.day_at, h.measure
    ),
    hours as materialized (
        select
            d.day_at,
            percentile_cont(0.5) within group (order by h.hourly) filter (where h.is_quiet) as base_rate,
            bandit_internal.median_of_others(array_agg(h.hourly order by h.hourly) filter (where h.gained > 0)) as rate
        from days as d
        join history as h
            on h.until_at >= d.day_at - c_history
           and h.until_at < d.day_at + interval '1 day'
        group by d.day_at
    ),
    judged as (
        select
            m.*,
            m.gained > c_large_gain and case
                when n.others >= c_enough  then r.rate > c_outlandish * n.rate
                when r.measure = 'hours'   then r.rate > c_outlandish * h.rate
                else r.rate > c_possible and r.hourly > c_outlandish * coalesce(h.rate, 0)
            end is true as is_anomaly,
            h.base_rate
        from measured as m
        cross join lateral bandit_internal.follower_rate(m.gained, m.from_at, m.until_at, m.impressions, m.exposure) as r
        left join hours as h using (day_at)
        left join medians as n
            on n.day_at = m.day_at
           and n.measure = r.measure
    ),
    decided as (
        select
            j.*,
            case
                when j.gained is not null and j.sharers is not null and not j.is_anomaly
                    then round((coalesce(j.base_rate, 0) * date_part('epoch', j.until_at - j.from_at) / 3600)::numeric, 6)
            end as base
        from judged as j
    )
    select
        d.from_at,
        d.until_at,
        d.gained,
        d.impressions,
        d.exposure,
        d.is_quiet,
        d.reported,
        coalesce(d.base, 0),
        d.is_anomaly,
        d.reported_for,
        d.reported_parts,
        d.sharers,
        d.exposures,
        case when d.base is not null then bandit_internal.apportion(d.gained - d.reported - d.base, d.exposures) end
    from decided as d;
end
$function$;

comment on function bandit_internal.balance_followers(bigint, timestamptz, interval, timestamptz) is
    'Every interval of find_follower_intervals with the parts of its gain: reported (of posts, in step), base, and the shares of its sharers, whose exposures are beside them; shares are null where nothing is shared. Internal.';

revoke all on function bandit_internal.balance_followers(bigint, timestamptz, interval, timestamptz) from public;
