-- usual_rates: the median rates at which an account gains or loses followers, as of each day.
--
-- A day (UTC) is compared with the intervals that end in it or in the history before it, so later data change nothing.

create or replace function bandit_internal.usual_rates(
    p_balances bandit_internal.interval_balance[],   -- the intervals to judge: their days are returned
    p_past     bandit_internal.interval_balance[],   -- earlier intervals, from past_intervals
    p_history  interval                              -- how far before a day the intervals are used
) returns table (
    utc_day timestamp,
    measure text,
    others  bigint,
    rate    double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
begin
    return query
    with known as materialized (
        select i.until_at at time zone 'UTC' as until, i.gained, i.is_quiet, r.measure, abs(r.rate) as rate, r.hourly, s.measure as share_measure, s.share
        from unnest(p_past || p_balances) as i
        cross join lateral bandit_internal.follower_rate(i.gained, i.from_at, i.until_at, i.impressions, i.exposure) as r
        cross join lateral bandit_internal.follower_share(i.gained, i.profile_visits, i.engagements) as s
        where i.gained is not null
    ),
    days as (
        select distinct date_trunc('day', b.until_at at time zone 'UTC') as utc_day
        from unnest(p_balances) as b
        where b.gained is not null
    ),
    compared as materialized (
        select d.utc_day, k.gained, k.is_quiet, k.measure, k.rate, k.hourly, k.share_measure, k.share
        from days as d
        join known as k
            on k.until >= d.utc_day - p_history
           and k.until < d.utc_day + interval '1 day'
    )
    select c.utc_day, c.measure, count(*) - 1, bandit_internal.median_of_others(array_agg(c.rate order by c.rate))
    from compared as c
    where c.gained <> 0
    group by c.utc_day, c.measure
    union all
    select c.utc_day, c.share_measure, count(*) - 1, bandit_internal.median_of_others(array_agg(c.share order by c.share))
    from compared as c
    where c.gained <> 0
      and c.share_measure is not null
    group by c.utc_day, c.share_measure
    union all
    select c.utc_day, 'any', count(*) - 1, bandit_internal.median_of_others(array_agg(abs(c.hourly) order by abs(c.hourly)))
    from compared as c
    where c.gained <> 0
    group by c.utc_day
    union all
    select c.utc_day, 'quiet', count(*), percentile_cont(0.5) within group (order by c.hourly)
    from compared as c
    where c.is_quiet
    group by c.utc_day;
end
$function$;

comment on function bandit_internal.usual_rates(bandit_internal.interval_balance[], bandit_internal.interval_balance[], interval) is
    'Returns the median rate of each day (UTC) with an interval to judge. Measures impressions, exposure and hours: of the intervals with a gain or loss in this measure, see follower_rate. profile_visits and engagements: the same, see follower_share. any: of all intervals with a gain or loss, per hour. These leave out the largest rate; others is the number of the rest. quiet: of the intervals without a live post, per hour, all of them. Internal.';

revoke all on function bandit_internal.usual_rates(bandit_internal.interval_balance[], bandit_internal.interval_balance[], interval) from public;
