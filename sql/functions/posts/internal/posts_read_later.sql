-- posts_read_later: the posts of a window that were read again after a time, with what was known of them at that time.
--
-- A part of posts_as_of. Each metric has its newest value among the readings by then. Posts whose followers are of an earlier reading
-- than the impressions are here too, so that the pair is always found in one way.

create or replace function bandit_internal.posts_read_later(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- posts published later than this
    p_to         timestamptz,   -- and up to this
    p_now        timestamptz,   -- nothing known later is used
    p_objective  bandit_internal.objective   -- what the value of a post is; null: its followers
) returns setof bandit_internal.post
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    v_by_impressions boolean := (
        select bandit_internal.exposure_measure(a.platform) = 'impressions' from bandit_internal.stg_accounts as a where a.account_id = p_account_id
    );
    v_is_own         boolean := coalesce(p_objective.is_own, false);
    v_has_own        boolean := v_is_own and v_by_impressions;   -- an exposure of its own
begin
    return query
    select
        p.decision_id, p.tweet_id, p.generator_name, p.experiment_arm, p.propensity, p.topic, p.format, p.created_at, p.posted_at, p.followers_at_post,
        s.likes,
        s.views,
        s.impressions,
        f.exposure,
        f.followers_gained,
        case when p.followers_known_at <= p_now then p.followers_source when s.followers_gained is not null then 'reported' end,
        s.collected_at,
        s.known_at,
        case when v_is_own then bandit_internal.objective_value(p_objective, f.followers_gained, s.measured) else f.followers_gained end,
        case when v_has_own then bandit_internal.objective_exposure(p_objective, s.measured, f.carried, s.impressions) else f.exposure end,
        p.block_at
    from bandit_internal.int_posts as p
    cross join lateral (
        select
            (array_agg(r.likes order by r.collected_at desc) filter (where r.likes is not null))[1] as likes,
            (array_agg(r.views order by r.collected_at desc) filter (where r.views is not null))[1] as views,
            (array_agg(r.impressions order by r.collected_at desc) filter (where r.impressions is not null))[1] as impressions,
            (array_agg(r.followers_gained order by r.collected_at desc) filter (where r.followers_gained is not null))[1] as followers_gained,
            (array_agg(r.impressions order by r.collected_at desc) filter (where r.followers_gained is not null))[1] as followers_impressions,
            array_agg(r.measured order by r.collected_at) filter (where r.measured is not null) as measured,
            max(r.collected_at) as collected_at,
            (array_agg(r.known_at order by r.collected_at desc))[1] as known_at
        from (
            select
                p.likes, p.views, p.impressions, null::numeric as followers_gained, p.known_at as collected_at, p.known_at,
                case when v_is_own then p.measured end as measured
            where p.known_at <= p_now
            union all
            select
                m.likes, m.views, m.impressions, m.followers_gained, m.collected_at, m.known_at,
                case when v_is_own then m.measured end
            from bandit_internal.int_snapshots as m
            where m.account_id = p_account_id
              and m.decision_id = p.decision_id
              and m.bucket_at > p.posted_at - interval '10 minutes'
              and m.bucket_at <= p_now
              and m.known_at <= p_now
        ) as r
    ) as s
    cross join lateral (
        select case when s.followers_gained is not null then s.followers_impressions when p.followers_known_at <= p_now then p.followers_impressions end as impressions
    ) as i
    cross join lateral (
        select
            case when v_by_impressions then coalesce(i.impressions, s.impressions) when s.known_at is not null then p.followers_at_post end as exposure,
            case when p.followers_known_at <= p_now then p.followers_gained else s.followers_gained end as followers_gained,
            jsonb_build_object('followers_gained', i.impressions) as carried
    ) as f
    where p.account_id = p_account_id
      and p.posted_at > p_from
      and p.posted_at <= p_to
      and (p.known_at > p_now or p.collected_at > p_now and not p.is_final or p.followers_impressions is not null);
end
$function$;

comment on function bandit_internal.posts_read_later(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) is
    'Returns the posts of a window that were read after p_now, with their metrics, exposure, followers and value as they were known at p_now. NULL: not measured by then, or read so long ago that the snapshot is gone. Internal.';

revoke all on function bandit_internal.posts_read_later(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) from public;
grant execute on function bandit_internal.posts_read_later(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) to bandit_operator, bandit_reader;
