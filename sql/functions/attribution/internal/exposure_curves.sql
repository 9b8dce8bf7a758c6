-- exposure_curves: how the exposure of each post grew, as points to go by.
--
-- Exposure decays as exp(-age / 12 hours). Measured along that decay (0 at the posting, 1 after ever), growth between two
-- readings is a straight line, and so is what follows the last one: one line through all points serves for posts that
-- were read every hour and for those that have a final number alone. Readings that fall are taken for as high as they were.
-- A reading that claims to be no later than the post is final. Where the platform has no impressions, the followers of the
-- account at the time are what a post gets in the end, and there is nothing to read on the way.

create or replace function bandit_internal.exposure_curves(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- posts that went out earlier are left out
    p_live       interval,      -- how long a post is live
    p_now        timestamptz    -- nothing later is used
) returns table (
    decision_id uuid,
    posted_at   timestamptz,
    tweet_id    text,
    reported    numeric,
    places      double precision[],
    exposures   double precision[]
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    c_none    constant double precision := 0;
    c_decay   constant double precision := 12 * 3600;
    c_settled constant double precision := 30 * 24 * 3600;   -- older than this is as good as ever
    v_live    constant double precision := date_part('epoch', p_live);
    v_end     constant double precision := 1 - exp(-v_live / c_decay);
    v_measure text := (select bandit_internal.exposure_measure(a.platform) from bandit_internal.stg_accounts as a where a.account_id = p_account_id);
    v_posts   bandit_internal.post[] := array(select p from bandit_internal.posts_as_of(p_account_id, p_since - interval '1 microsecond', p_now, p_now) as p);
begin
    return query
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
        select r.decision_id, 1 - exp(-least(r.age, c_settled) / c_decay) as place, max(r.exposure)::double precision as exposure
        from readings as r
        group by 1, 2
    ),
    lines as (
        select
            p.decision_id,
            array_agg(p.place order by p.place) as places,
            array_agg(p.exposure order by p.place) as exposures
        from (
            select q.decision_id, q.place, max(q.exposure) over (partition by q.decision_id order by q.place) as exposure
            from points as q
        ) as p
        group by p.decision_id
    )
    select
        p.decision_id,
        p.posted_at,
        p.tweet_id,
        p.reported,
        case when e.place < v_end then c_none || l.places || v_end when e.place is not null then c_none || l.places end,
        case when e.place < v_end then c_none || l.exposures || e.exposure * v_end / e.place when e.place is not null then c_none || l.exposures end
    from posts as p
    left join lines as l using (decision_id)
    cross join lateral (
        select l.places[cardinality(l.places)] as place, l.exposures[cardinality(l.exposures)] as exposure
    ) as e;
end
$function$;

comment on function bandit_internal.exposure_curves(bigint, timestamptz, interval, timestamptz) is
    'Of each post, n points of its cumulative exposure, from (0, 0) on: places along the decay, 1 - exp(-age / 12 hours), and exposures in the account''s measure; null: not measured. reported: follows reported for the post. Internal.';

revoke all on function bandit_internal.exposure_curves(bigint, timestamptz, interval, timestamptz) from public;
