-- measure_intervals: the first step of attribution. It measures the exposure that the posts gain in each interval.
--
-- The order of the posts within an interval is fixed, so that sums and shares do not depend on the order of arrival.

create or replace function bandit_internal.measure_intervals(
    p_intervals bandit_internal.follower_interval[],   -- from find_follower_intervals
    p_curves    bandit_internal.exposure_curve[],      -- from exposure_curves
    p_live      interval                               -- how long a post is live
) returns bandit_internal.interval_balance[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        with posts as (
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
                from bandit_internal.exposure_gained(p_curves, p_intervals, p_live) as g
                order by g.until_at, g.posted_at, g.tweet_id collate "C"
            ) as e
            group by e.until_at
        )
        select row(
            i.from_at, i.until_at, i.gained, i.impressions, p.exposure, coalesce(p.is_quiet, true), coalesce(p.reported, 0), 0, false,
            p.reported_for, p.reported_parts, p.sharers, p.exposures, null,
            i.profile_visits, i.engagements
        )::bandit_internal.interval_balance
        from unnest(p_intervals) as i
        left join posts as p using (until_at)
        order by i.until_at
    );
end
$function$;

comment on function bandit_internal.measure_intervals(bandit_internal.follower_interval[], bandit_internal.exposure_curve[], interval) is
    'Returns the balance of each interval, ascending, with the exposure gained in it: of all live posts, and of each post that shares the gain; base is 0, is_anomaly is false and shares is NULL until the next steps. Internal.';

revoke all on function bandit_internal.measure_intervals(bandit_internal.follower_interval[], bandit_internal.exposure_curve[], interval) from public;
