-- learning_days: the measured posts that the policy thompson learns from, corrected for followers that arrive late.
--
-- The impressions of a young post arrive before its followers. Its exposure is therefore multiplied by the share of its
-- followers that have arrived by the age of the reading, over the share of its impressions. This holds for followers reported
-- for the post; attributed ones are apportioned by the impressions of the time and do not lag. A final export (known from the
-- time of posting) and readings after 7 days are complete. The cost does not grow with older history.
--
-- In an objective of one's own the value of a post takes the place of its followers, counted in the largest weight. What it
-- holds besides followers arrives with the impressions. Beside followers, it is therefore multiplied by the factor of the
-- exposure.

create or replace function bandit_internal.learning_days(
    p_account_id bigint,        -- the account
    p_memory     interval,      -- older posts are not read
    p_now        timestamptz    -- nothing later is used
) returns bandit_internal.learning_day[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_since       timestamptz := p_now - p_memory;
    v_followers   double precision[];
    v_impressions double precision[];
    v_settings    record;
    v_objective   bandit_internal.objective;
    v_unit        double precision;
    v_share       double precision;   -- weight of followers, in the unit; null: they are no part
    v_is_sum      boolean;            -- whether they are a part beside others
begin
    select s.time_zone, s.objective
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;
    v_objective := bandit_internal.parse_objective(v_settings.objective);
    v_unit := v_objective.unit;
    v_share := v_objective.weights[array_position(v_objective.metrics, 'followers')] / v_objective.unit;
    v_is_sum := v_objective.is_own and v_share is not null;

    select array_agg(d.share_of_followers order by d.age_bucket), array_agg(d.share_of_impressions order by d.age_bucket)
    into v_followers, v_impressions
    from bandit_internal.delay_curve(p_account_id, p_now) as d;

    return (
        with posts as (
            select
                p.generator_name collate "C" as generator_name,
                p.topic,
                p.format,
                bandit_internal.daypart(p.posted_at, v_settings.time_zone) as daypart,
                (p.posted_at at time zone 'UTC')::date - date '1970-01-01' as day,
                n.value + case when v_is_sum then (l.lag - 1) * (n.value - v_share * round(p.followers_gained, 9)::double precision) else 0 end as followers,
                e.exposure_1k * l.lag as exposure_1k,
                ln(e.exposure_1k / coalesce(v_impressions[a.bucket], 1)) as log_reach
            from bandit_internal.posts_as_of(p_account_id, v_since, p_now, p_now, v_objective) as p
            cross join lateral (
                select
                    case
                        when p.known_at > p.posted_at and p.collected_at < p.posted_at + interval '7 days'
                            then bandit_internal.age_bucket(p.collected_at - p.posted_at)
                    end as bucket
            ) as a
            cross join lateral (select p.value_exposure / 1000.0::double precision as exposure_1k) as e
            cross join lateral (select round(p.value, 9)::double precision / v_unit as value) as n   -- no float8 product of it underflows
            cross join lateral (
                select
                    case
                        when p.followers_source = 'reported' and v_share is not null then coalesce(v_followers[a.bucket] / v_impressions[a.bucket], 1)
                        else 1
                    end as lag
            ) as l
            where p.value_exposure > 0
              and p.value is not null
            order by p.posted_at, p.decision_id   -- sums depend on it, in their last digits
        ),
        days as (
            select
                p.generator_name,
                p.day,
                count(*)::integer as posts,
                sum(p.followers) as followers,
                sum(p.exposure_1k) as exposure_1k,
                sum(p.log_reach) as log_reach,
                sum(p.log_reach * p.log_reach) as log_reach_squared,
                array_agg(p.followers) as post_followers,
                array_agg(p.exposure_1k) as post_exposures_1k,
                array_agg(p.topic) as post_topics,
                array_agg(p.format) as post_formats,
                array_agg(p.daypart) as post_dayparts
            from posts as p
            group by p.generator_name, p.day
        )
        select array_agg(
            row(d.generator_name, d.day, d.posts, d.followers, d.exposure_1k, d.log_reach, d.log_reach_squared,
                d.post_followers, d.post_exposures_1k, d.post_topics, d.post_formats, d.post_dayparts)::bandit_internal.learning_day
            order by d.generator_name, d.day
        )
        from days as d
    );
end
$function$;

comment on function bandit_internal.learning_days(bigint, interval, timestamptz) is
    'Returns the measured posts of the memory with a known value in the account''s objective, in its unit, by generator and day: exposure e = exposure in thousands x cF(age)/cI(age) for reported followers, see delay_curve; NULL: there are none.';

revoke all on function bandit_internal.learning_days(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.learning_days(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
