-- judge_intervals: the second step of attribution. It finds the base rate and the anomalies.
--
-- The base rate is the median gain per hour of the intervals in which no post was live. The base can exceed the gain; the rest
-- is then negative, since counting only the good hours would credit the posts with chance. A gain or loss is an anomaly if it is
-- above 50 followers and its rate above 20 times the median of the others in the same measure. With fewer than five others, the
-- rates per hour of all intervals are compared, and up to 100 followers per 1000 are never an anomaly: a first post has no others.
-- It is one too, whatever the impressions, if its share of the profile visits (else of the engagements) is above 10 times the
-- median of the others; with fewer than five others, if there are over 10 followers for each visit.

create or replace function bandit_internal.judge_intervals(
    p_balances bandit_internal.interval_balance[],   -- from measure_intervals
    p_past     bandit_internal.interval_balance[],   -- earlier intervals, from past_intervals
    p_history  interval                              -- how far back an interval is compared
) returns bandit_internal.interval_balance[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_large       constant numeric := 50;
    c_far_above   constant double precision := 20;
    c_far_share   constant double precision := 10;
    c_enough      constant bigint := 5;
    c_possible    constant double precision := 100;
    v_balances    bandit_internal.interval_balance[] := p_balances;
    v_verdict     record;
begin
    for v_verdict in
        with rates as materialized (
            select u.utc_day, u.measure, u.others, u.rate
            from bandit_internal.usual_rates(p_balances, p_past, p_history) as u
        )
        select
            b.ordinality as number,
            b.sharers is not null as is_shared,
            (coalesce(q.rate, 0) * date_part('epoch', b.until_at - b.from_at) / 3600)::numeric as base,
            abs(b.gained) > c_large and (
                s.share > c_far_share * case when v.others >= c_enough then v.rate else 1 end is true
                or case
                    when n.others >= c_enough then abs(r.rate) > c_far_above * n.rate
                    when r.measure = 'hours'  then abs(r.rate) > c_far_above * a.rate
                    else abs(r.rate) > c_possible and abs(r.hourly) > c_far_above * coalesce(a.rate, 0)
                end is true
            ) as is_anomaly
        from unnest(p_balances) with ordinality as b
        cross join lateral bandit_internal.follower_rate(b.gained, b.from_at, b.until_at, b.impressions, b.exposure) as r
        cross join lateral bandit_internal.follower_share(b.gained, b.profile_visits, b.engagements) as s
        cross join lateral (select date_trunc('day', b.until_at at time zone 'UTC') as utc_day) as d
        left join rates as n on n.utc_day = d.utc_day and n.measure = r.measure
        left join rates as v on v.utc_day = d.utc_day and v.measure = s.measure
        left join rates as a on a.utc_day = d.utc_day and a.measure = 'any'
        left join rates as q on q.utc_day = d.utc_day and q.measure = 'quiet'
        where b.gained is not null
    loop
        v_balances[v_verdict.number].is_anomaly := v_verdict.is_anomaly;
        if v_verdict.is_shared and not v_verdict.is_anomaly then
            v_balances[v_verdict.number].base := round(v_verdict.base, 6);
        end if;
    end loop;
    return v_balances;
end
$function$;

comment on function bandit_internal.judge_intervals(bandit_internal.interval_balance[], bandit_internal.interval_balance[], interval) is
    'Returns the balances with is_anomaly, and with base where the gain will be apportioned: the followers that the account gains in the time of the interval without posts. Internal.';

revoke all on function bandit_internal.judge_intervals(bandit_internal.interval_balance[], bandit_internal.interval_balance[], interval) from public;
