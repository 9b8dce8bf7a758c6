-- posts_as_of: the posts of a window, with what was known of them at a time.
--
-- The one place where this is decided. The latest metrics of a post count from their known_at. Of a post that was read again
-- after p_now, the readings before it count: each metric has its newest value among them. Followers that were attributed
-- later are unknown. Exposure needs a reading: it is the impressions, those of the reading that reported the followers if there is one;
-- on a platform without impressions it is the followers at the time of the post, once the post has been read.
--
-- At the present, no post has been read later. Therefore the snapshots stand in a statement of their own, which runs only
-- if the first one has not returned all posts of the window. The result has no order.

create or replace function bandit_internal.posts_as_of(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- posts published later than this
    p_to         timestamptz,   -- and up to this, at most p_now
    p_now        timestamptz    -- nothing known later is used
) returns setof bandit_internal.post
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    v_to             timestamptz := least(p_to, p_now);
    v_by_impressions boolean := (
        select bandit_internal.exposure_measure(a.platform) = 'impressions' from bandit_internal.stg_accounts as a where a.account_id = p_account_id
    );
    v_found          bigint;
begin
    return query
    select
        p.decision_id, p.tweet_id, p.generator_name, p.experiment_arm, p.propensity, p.topic, p.format, p.created_at, p.posted_at, p.followers_at_post,
        p.likes,
        p.views,
        p.impressions,
        case when v_by_impressions then coalesce(p.followers_impressions, p.impressions) when p.known_at is not null then p.followers_at_post end,
        case when p.followers_known_at <= p_now then p.followers_gained end,
        case when p.followers_known_at <= p_now then p.followers_source end,
        p.collected_at,
        p.known_at
    from bandit_internal.int_posts as p
    where p.account_id = p_account_id
      and p.posted_at > p_from
      and p.posted_at <= v_to
      and (p.known_at > p_now or p.collected_at > p_now and not p.is_final) is not true;
    get diagnostics v_found = row_count;

    if v_found = (
        select count(*)
        from bandit_internal.stg_decisions as d
        where d.account_id = p_account_id
          and d.status = 'posted'
          and d.posted_at > p_from
          and d.posted_at <= v_to
    ) then
        return;
    end if;

    return query
    select
        p.decision_id, p.tweet_id, p.generator_name, p.experiment_arm, p.propensity, p.topic, p.format, p.created_at, p.posted_at, p.followers_at_post,
        s.likes,
        s.views,
        s.impressions,
        case
            when v_by_impressions
                then coalesce(case when p.followers_known_at <= p_now then p.followers_impressions else s.followers_impressions end, s.impressions)
            when s.known_at is not null then p.followers_at_post
        end,
        case when p.followers_known_at <= p_now then p.followers_gained else s.followers_gained end,
        case when p.followers_known_at <= p_now then p.followers_source when s.followers_gained is not null then 'reported' end,
        s.collected_at,
        s.known_at
    from bandit_internal.int_posts as p
    cross join lateral (
        select
            (array_agg(r.likes order by r.collected_at desc) filter (where r.likes is not null))[1] as likes,
            (array_agg(r.views order by r.collected_at desc) filter (where r.views is not null))[1] as views,
            (array_agg(r.impressions order by r.collected_at desc) filter (where r.impressions is not null))[1] as impressions,
            (array_agg(r.followers_gained order by r.collected_at desc) filter (where r.followers_gained is not null))[1] as followers_gained,
            (array_agg(r.impressions order by r.collected_at desc) filter (where r.followers_gained is not null))[1] as followers_impressions,
            max(r.collected_at) as collected_at,
            (array_agg(r.known_at order by r.collected_at desc))[1] as known_at
        from (
            select p.likes, p.views, p.impressions, null::numeric as followers_gained, p.known_at as collected_at, p.known_at
            where p.known_at <= p_now
            union all
            select m.likes, m.views, m.impressions, m.followers_gained, m.collected_at, m.known_at
            from bandit_internal.stg_snapshots as m
            where m.account_id = p_account_id
              and m.decision_id = p.decision_id
              and m.bucket_at > p.posted_at - interval '10 minutes'
              and m.bucket_at <= p_now
              and m.known_at <= p_now
        ) as r
    ) as s
    where p.account_id = p_account_id
      and p.posted_at > p_from
      and p.posted_at <= v_to
      and (p.known_at > p_now or p.collected_at > p_now and not p.is_final);
end
$function$;

comment on function bandit_internal.posts_as_of(bigint, timestamptz, timestamptz, timestamptz) is
    'Returns the posts of a window with their metrics, exposure and followers as they were known at p_now. NULL: not measured by then, or read so long ago that the snapshot is gone. Readings within ten minutes count as one. Internal.';

revoke all on function bandit_internal.posts_as_of(bigint, timestamptz, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.posts_as_of(bigint, timestamptz, timestamptz, timestamptz) to bandit_operator, bandit_reader;
