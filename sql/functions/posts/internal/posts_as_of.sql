-- posts_as_of: the posts of a window, with what was known of them at a time.
--
-- The one place where this is decided. The latest metrics of a post count from their known_at. Of a post that was read again
-- after p_now, the readings before it count: each metric has its newest value among them. Followers that were attributed
-- later are unknown. Exposure needs a reading: it is the impressions, those of the reading that reported the followers if there is one;
-- on a platform without impressions it is the followers at the time of the post, once the post has been read. The exposure of the
-- value is that of the readings of its metrics.
--
-- At the present, no post has been read later, and few have followers of an earlier reading than the impressions. Therefore the
-- snapshots stand in a function of their own, which runs only if the statement here has not returned all posts of the window. The
-- result has no order.

create or replace function bandit_internal.posts_as_of(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- posts published later than this
    p_to         timestamptz,   -- and up to this, at most p_now
    p_now        timestamptz,   -- nothing known later is used
    p_objective  bandit_internal.objective default null   -- what the value of a post is; null: its followers
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
    v_is_own         boolean := coalesce(p_objective.is_own, false);
    v_has_own        boolean := v_is_own and v_by_impressions;   -- an exposure of its own
    v_found          bigint;
begin
    return query
    select
        p.decision_id, p.tweet_id, p.generator_name, p.experiment_arm, p.propensity, p.topic, p.format, p.created_at, p.posted_at, p.followers_at_post,
        p.likes,
        p.views,
        p.impressions,
        f.exposure,
        f.followers_gained,
        case when p.followers_known_at <= p_now then p.followers_source end,
        p.collected_at,
        p.known_at,
        case when v_is_own then bandit_internal.objective_value(p_objective, f.followers_gained, array[p.measured]) else f.followers_gained end,
        case when v_has_own then bandit_internal.objective_exposure(p_objective, array[p.measured], p.carried_impressions, p.impressions) else f.exposure end,
        p.block_at
    from bandit_internal.int_posts as p
    cross join lateral (
        select
            case when v_by_impressions then p.impressions when p.known_at is not null then p.followers_at_post end as exposure,
            case when p.followers_known_at <= p_now then p.followers_gained end as followers_gained
    ) as f
    where p.account_id = p_account_id
      and p.posted_at > p_from
      and p.posted_at <= v_to
      and p.followers_impressions is null
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
    select r.*
    from bandit_internal.posts_read_later(p_account_id, p_from, v_to, p_now, p_objective) as r;
end
$function$;

comment on function bandit_internal.posts_as_of(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) is
    'Returns the posts of a window with their metrics, exposure, followers and value as they were known at p_now. NULL: not measured by then, or read so long ago that the snapshot is gone. Readings within ten minutes count as one. Internal.';

revoke all on function bandit_internal.posts_as_of(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) from public;
grant execute on function bandit_internal.posts_as_of(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) to bandit_operator, bandit_reader;
