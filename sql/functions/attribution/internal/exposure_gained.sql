-- exposure_gained: the exposure that each live post gains in each interval.
--
-- Each curve is read at the ends of the intervals in which its post is live. The followers reported for a post are spread over
-- its life in proportion to its exposure; if it has none, in proportion to exposure_progress.

create or replace function bandit_internal.exposure_gained(
    p_curves    bandit_internal.exposure_curve[],      -- from exposure_curves
    p_intervals bandit_internal.follower_interval[],   -- consecutive intervals, from find_follower_intervals
    p_live      interval                               -- how long a post is live
) returns table (
    until_at    timestamptz,
    decision_id uuid,
    posted_at   timestamptz,
    tweet_id    text,
    exposure    double precision,
    reported    numeric
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_live      constant double precision := date_part('epoch', p_live);
    v_until_ats timestamptz[];
    v_from      timestamp[];   -- UTC: arithmetic with it is immutable
    v_until     timestamp[];
    v_seconds   double precision[];
begin
    select
        array_agg(i.until_at order by i.until_at),
        array_agg(i.from_at at time zone 'UTC' order by i.until_at),
        array_agg(i.until_at at time zone 'UTC' order by i.until_at),
        array_agg(date_part('epoch', i.until_at at time zone 'UTC') order by i.until_at)
    into v_until_ats, v_from, v_until, v_seconds
    from unnest(p_intervals) as i;

    return query
    select
        v_until_ats[c.first_interval + i.number - 1],
        c.decision_id,
        c.posted_at,
        c.tweet_id,
        u.exposures[i.number] - coalesce(u.exposures[i.number - 1], 0),
        round(
            c.reported * case
                when u.exposures[u.intervals] > 0
                    then (u.exposures[i.number] - coalesce(u.exposures[i.number - 1], 0)) / u.exposures[u.intervals]
                else (u.progress[i.number] - coalesce(u.progress[i.number - 1], 0)) / u.progress[u.intervals]
            end::numeric,
            6
        )
    from (
        select
            k.*,
            date_part('epoch', k.posted_at at time zone 'UTC') as posted,
            1 + width_bucket(k.posted_at at time zone 'UTC', v_until) as first_interval,
            width_bucket(k.posted_at at time zone 'UTC' + p_live - interval '1 microsecond', v_from) as last_interval
        from unnest(p_curves) as k
        offset 0   -- each value is computed once, not wherever it is named
    ) as c
    cross join lateral (
        select
            count(*)::integer as intervals,
            array_agg(a.progress) filter (where c.reported is not null) as progress,
            array_agg(
                coalesce(
                    c.exposures[a.point] + (c.exposures[a.point + 1] - c.exposures[a.point])
                        * (a.progress - c.progress[a.point]) / (c.progress[a.point + 1] - c.progress[a.point]),
                    c.exposures[a.point]
                )
            ) as exposures
        from (
            select l.progress, width_bucket(l.progress, c.progress) as point
            from (
                select bandit_internal.exposure_progress(least(v_seconds[n.number] - c.posted, v_live)) as progress
                from generate_series(c.first_interval, c.last_interval) as n (number)
            ) as l
            offset 0   -- as above
        ) as a
    ) as u
    cross join lateral generate_series(1, u.intervals) as i (number);
end
$function$;

comment on function bandit_internal.exposure_gained(bandit_internal.exposure_curve[], bandit_internal.follower_interval[], interval) is
    'Returns, for each interval and each post live in it, the exposure that the post gains in the interval (NULL: not measured) and its part of the followers reported for the post (NULL: none reported). Internal.';

revoke all on function bandit_internal.exposure_gained(bandit_internal.exposure_curve[], bandit_internal.follower_interval[], interval) from public;
