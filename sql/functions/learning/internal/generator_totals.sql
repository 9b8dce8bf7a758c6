-- generator_totals: what each generator achieved in a window of posts.
--
-- A post counts in the window by the time it went out; its metrics count from the time they were known, so that a look
-- back sees what could have been seen then: of a post that was read again since, what its snapshots had. Measured means
-- exposure > 0. Followers that were not measured are left out of F/1K together with their exposure, and so are those that
-- were attributed later. Exposure is in the account's measure: F/1K is followers per 1000 impressions, or on a platform
-- without impressions per 1000 followers at the time of the post. The window is counted in UTC, whatever the session's
-- time zone, and F/1K has as many decimals whatever the counts, so that equal rates are equal numbers. Totals are
-- materialized: the posts are read once, even where the planner expects none. One plan, an index range, serves windows of
-- any length: to plan each anew would take longer than to read a week.

create or replace function bandit_internal.generator_totals(
    p_account_id bigint      default null,   -- null: the current account
    p_lookback   interval    default null,   -- window of posts; null: the account's setting
    p_now        timestamptz default null    -- end of the window; null: clock()
) returns setof bandit_internal.generator_total
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set plan_cache_mode = force_generic_plan
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_settings   record;
    v_since      timestamptz;
    v_measure    text;
begin
    select s.lookback, s.failing_min_posts, s.viral_f_per_1k
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = v_account_id;
    if p_lookback <= interval '0' then
        raise exception '% is not a lookback', p_lookback
            using errcode = 'WT004', detail = 'a lookback is an interval above 0', hint = 'for example 7 days';
    end if;
    v_since := v_now - coalesce(p_lookback, v_settings.lookback);
    v_measure := (select bandit_internal.exposure_measure(a.platform) from bandit_internal.stg_accounts as a where a.account_id = v_account_id);

    return query
    with window_posts as (
        select
            p.generator_name,
            case when p.known_at <= v_now then p.likes else (p.earlier).likes end as likes,
            case when p.known_at <= v_now then p.views else (p.earlier).views end as views,
            case when p.known_at <= v_now then p.impressions else (p.earlier).impressions end as impressions,
            case when p.known_at <= v_now then p.exposure else (p.earlier).exposure end as exposure,
            case when p.followers_known_at <= v_now then p.followers_gained else (p.earlier).followers_gained end as followers_gained
        from (
            select i.*, case when i.known_at > v_now then bandit_internal.reading_at(i.account_id, i.decision_id, v_now) end as earlier
            from bandit_internal.int_posts as i
            where i.account_id = v_account_id
              and i.posted_at > v_since
              and i.posted_at <= v_now
            offset 0   -- earlier is worked out once, and not each time it is named
        ) as p
    ),
    totals as materialized (
        select
            w.generator_name,
            count(*) as posted,
            count(*) filter (where w.exposure > 0) as total_posts,
            avg(w.likes) filter (where w.exposure > 0) as avg_likes,
            avg(w.views) filter (where w.exposure > 0) as avg_views,
            avg(w.followers_gained) filter (where w.exposure > 0) as avg_followers,
            sum(w.impressions) filter (where w.exposure > 0) as total_impressions,
            sum(w.followers_gained) filter (where w.exposure > 0) as total_followers,
            sum(w.exposure) filter (where w.exposure > 0) as total_exposure,
            sum(w.exposure) filter (where w.exposure > 0 and w.followers_gained is not null) as exposure_with_followers
        from window_posts as w
        group by w.generator_name
    ),
    rated as (
        select t.*, bandit.follower_efficiency(t.total_followers, t.exposure_with_followers) as f_per_1k
        from totals as t
    )
    select
        g.generator_name,
        coalesce(r.posted, 0),
        coalesce(r.total_posts, 0),
        r.avg_likes,
        r.avg_views,
        r.avg_followers,
        r.total_impressions,
        r.total_followers,
        r.f_per_1k,
        bandit.performance_tier(r.f_per_1k, coalesce(r.total_posts, 0)::integer, v_settings.failing_min_posts, v_settings.viral_f_per_1k),
        r.total_exposure,
        v_measure
    from bandit_internal.stg_generators as g
    left join rated as r on r.generator_name = g.generator_name
    where g.account_id = v_account_id
    order by r.f_per_1k desc nulls last, coalesce(r.total_posts, 0) desc, g.generator_name collate "C";
end
$function$;

comment on function bandit_internal.generator_totals(bigint, interval, timestamptz) is
    'Per generator, best first: posts, measured posts (total_posts), averages a measured post, impressions, followers, F/1K (followers per 1000 of the account''s exposure_measure), tier and exposure. NULL: not measured. A lookback of 0 or less: WT004.';

revoke all on function bandit_internal.generator_totals(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.generator_totals(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
