-- exposure_curves: the growth of the exposure of each post, from its readings.
--
-- A curve is a line through points over exposure_progress: 0 at the time of posting, approaching 1 with age. Between two
-- readings, and after the last, exposure then decays with age, whether a post was read hourly or has a final number only.
-- A reading below an earlier one counts as that one. A reading that is not later than its post is final. On a platform without
-- impressions the final exposure of a post is the number of followers at the time of posting, and there are no readings.

create or replace function bandit_internal.exposure_curves(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- earlier posts are left out
    p_live       interval,      -- how long a post is live
    p_now        timestamptz    -- later posts and readings are not used
) returns bandit_internal.exposure_curve[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_none    constant double precision := 0;
    c_settled constant double precision := 30 * 24 * 3600;   -- any greater age counts as this
    v_live    constant double precision := date_part('epoch', p_live);
    v_end     constant double precision := bandit_internal.exposure_progress(v_live);
    v_measure text := (select bandit_internal.exposure_measure(a.platform) from bandit_internal.stg_accounts as a where a.account_id = p_account_id);
    v_posts   bandit_internal.post[] := array(select p from bandit_internal.posts_as_of(p_account_id, p_since - interval '1 microsecond', p_now, p_now) as p);
begin
    return array(
        with posts as materialized (
            select
                p.decision_id,
                p.posted_at,
                p.tweet_id,
                case when p.followers_source = 'reported' then p.followers_gained end as reported,
                case when v_measure = 'impressions' then p.impressions else p.followers_at_post end as exposure,
                case
                    when v_measure = 'impressions' and p.collected_at > p.posted_at then date_part('epoch', p.collected_at - p.posted_at)
                    else v_live
                end as age
            from unnest(v_posts) as p
        ),
        readings as (
            select p.decision_id, p.age, p.exposure
            from posts as p
            where p.exposure is not null
            union all
            select p.decision_id, date_part('epoch', m.collected_at - p.posted_at), m.impressions
            from posts as p
            join bandit.metric_snapshots as m
                on m.account_id = p_account_id
               and m.decision_id = p.decision_id
            where v_measure = 'impressions'
              and m.impressions is not null
              and m.collected_at > p.posted_at
              and m.collected_at <= p_now
        ),
        points as (
            select
                r.decision_id,
                bandit_internal.exposure_progress(least(r.age, c_settled)) as progress,
                max(r.exposure)::double precision as exposure
            from readings as r
            group by 1, 2
        ),
        lines as (
            select
                p.decision_id,
                array_agg(p.progress order by p.progress) as progress,
                array_agg(p.exposure order by p.progress) as exposures
            from (
                select q.decision_id, q.progress, max(q.exposure) over (partition by q.decision_id order by q.progress) as exposure
                from points as q
            ) as p
            group by p.decision_id
        )
        select row(
            p.decision_id, p.posted_at, p.tweet_id, p.reported,
            case when e.progress < v_end then c_none || l.progress || v_end when e.progress is not null then c_none || l.progress end,
            case when e.progress < v_end then c_none || l.exposures || e.exposure * v_end / e.progress when e.progress is not null then c_none || l.exposures end
        )::bandit_internal.exposure_curve
        from posts as p
        left join lines as l using (decision_id)
        cross join lateral (
            select l.progress[cardinality(l.progress)] as progress, l.exposures[cardinality(l.exposures)] as exposure
        ) as e
    );
end
$function$;

comment on function bandit_internal.exposure_curves(bigint, timestamptz, interval, timestamptz) is
    'Returns the exposure curve of each post since p_since, from the readings known at p_now: points from (0, 0) on, in the measure of the account; the points are NULL if the exposure is not measured. Internal.';

revoke all on function bandit_internal.exposure_curves(bigint, timestamptz, interval, timestamptz) from public;
