-- weekly_figures: posts, impressions and followers of an account week by week.
--
-- Weeks start on Monday in the account's time zone. A week without posts has no row, and the week after it no change.

create or replace function bandit_internal.weekly_figures(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- earlier posts are left out
    p_now        timestamptz    -- nothing known later is used
) returns table (
    week               date,
    posted             bigint,
    total_posts        bigint,
    impressions        numeric,
    followers          numeric,
    f_per_1k           numeric,
    posted_change      bigint,
    impressions_change numeric,
    followers_change   numeric,
    f_per_1k_change    numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_time_zone text := (select s.time_zone from bandit_internal.stg_settings as s where s.account_id = p_account_id);
begin
    return query
    with window_posts as (
        select
            date_trunc('week', p.posted_at at time zone v_time_zone)::date as week,
            p.impressions,
            p.exposure,
            p.followers_gained,
            p.exposure > 0 as is_measured
        from bandit_internal.posts_as_of(p_account_id, p_since - interval '1 microsecond', p_now, p_now) as p
    ),
    totals as (
        select
            w.week,
            count(*) as posted,
            count(*) filter (where w.is_measured) as total_posts,
            sum(w.impressions) filter (where w.is_measured) as impressions,
            sum(w.followers_gained) filter (where w.is_measured) as followers,
            sum(w.exposure) filter (where w.is_measured and w.followers_gained is not null) as exposure_with_followers
        from window_posts as w
        group by w.week
    ),
    rated as materialized (
        select t.week, t.posted, t.total_posts, t.impressions, t.followers, bandit.follower_efficiency(t.followers, t.exposure_with_followers) as f_per_1k
        from totals as t
    )
    select
        r.week,
        r.posted,
        r.total_posts,
        r.impressions,
        r.followers,
        r.f_per_1k,
        r.posted - b.posted,
        r.impressions - b.impressions,
        r.followers - b.followers,
        r.f_per_1k - b.f_per_1k
    from rated as r
    left join rated as b on b.week = r.week - 7
    order by r.week;
end
$function$;

comment on function bandit_internal.weekly_figures(bigint, timestamptz, timestamptz) is
    'Returns posts, measured posts (total_posts), impressions, followers and F/1K (followers per 1000 of the account''s exposure) of each week with posts, oldest first, and the change from the week before. NULL: not measured.';

revoke all on function bandit_internal.weekly_figures(bigint, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.weekly_figures(bigint, timestamptz, timestamptz) to bandit_operator, bandit_reader;
