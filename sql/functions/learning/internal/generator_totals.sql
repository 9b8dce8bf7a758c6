-- generator_totals: the performance of each generator in a window of posts.
--
-- A post counts in the window by the time it went out, with the metrics that were known at the end of the window. Measured
-- means exposure > 0. Followers that were not measured are left out of F/1K together with their exposure. Exposure is in the
-- account's measure: F/1K is followers per 1000 of exposure, or on a platform without impressions per 1000 followers at the
-- time of the post. The window is counted in UTC, whatever the time zone of the session. F/1K has the same number of decimals
-- whatever the counts, so that equal rates are equal numbers. So has the value in an objective of one's own.

create or replace function bandit_internal.generator_totals(
    p_account_id bigint,        -- the account
    p_lookback   interval,      -- window of posts; null: the account's setting
    p_now        timestamptz    -- end of the window; nothing known later is used
) returns setof bandit_internal.generator_total
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_settings    record;
    v_objective   bandit_internal.objective;
    v_is_own      boolean;
    v_is_per_post boolean;
    v_since       timestamptz;
    v_measure     text;
    v_names       text[];
begin
    select s.lookback, s.failing_min_posts, s.viral_f_per_1k, s.objective
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;
    v_objective := bandit_internal.parse_objective(v_settings.objective);
    v_is_own := v_objective.is_own;
    v_is_per_post := v_objective.is_per_post;
    v_since := p_now - coalesce(bandit_internal.check_duration('lookback', p_lookback), v_settings.lookback);
    v_measure := (select bandit_internal.exposure_measure(a.platform) from bandit_internal.stg_accounts as a where a.account_id = p_account_id);
    v_names := array(
        select g.generator_name
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and (g.status <> 'retired' or g.last_updated > p_now)
    );

    return query
    with totals as (
        select
            p.generator_name,
            count(*) as posted,
            count(*) filter (where p.exposure > 0) as total_posts,
            avg(p.likes) filter (where p.exposure > 0) as avg_likes,
            avg(p.views) filter (where p.exposure > 0) as avg_views,
            avg(p.followers_gained) filter (where p.exposure > 0) as avg_followers,
            sum(p.impressions) filter (where p.exposure > 0) as total_impressions,
            sum(p.followers_gained) filter (where p.exposure > 0) as total_followers,
            sum(p.exposure) filter (where p.exposure > 0) as total_exposure,
            sum(p.exposure) filter (where p.exposure > 0 and p.followers_gained is not null) as exposure_with_followers,
            sum(p.value) filter (where v_is_own and p.value_exposure > 0) as total_value,
            sum(case when v_is_per_post then 1000 else p.value_exposure end) filter (where v_is_own and p.value_exposure > 0 and p.value is not null) as per
        from bandit_internal.posts_as_of(p_account_id, v_since, p_now, p_now, v_objective) as p
        group by p.generator_name
    ),
    rated as (
        select
            t.*,
            e.f_per_1k,
            case when v_is_own then bandit.follower_efficiency(t.total_value, t.per) else e.f_per_1k end as value
        from totals as t
        cross join lateral (select bandit.follower_efficiency(t.total_followers, t.exposure_with_followers) as f_per_1k) as e
    )
    select
        n.generator_name,
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
        v_measure,
        r.value,
        v_objective.name
    from unnest(v_names) as n (generator_name)
    left join rated as r on r.generator_name = n.generator_name
    order by r.value desc nulls last, coalesce(r.total_posts, 0) desc, n.generator_name collate "C";
end
$function$;

comment on function bandit_internal.generator_totals(bigint, interval, timestamptz) is
    'Returns per generator, best first: posts, measured posts (total_posts), means per measured post, impressions, followers, F/1K (followers per 1000 of the account''s exposure_measure), tier, exposure and value: what they are ranked by, F/1K or the value in an objective of one''s own. NULL: not measured. A lookback of 0 or less: WT004.';

revoke all on function bandit_internal.generator_totals(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.generator_totals(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
