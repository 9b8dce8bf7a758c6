-- weekly_reaches: the impressions of an account's posts by week, apart from which generators were chosen.
--
-- As weekly_rates. On the logarithmic scale a viral post is one post.

create or replace function bandit_internal.weekly_reaches(
    p_days  bandit_internal.learning_day[],   -- from learning_days
    p_today integer,                 -- day of the test, which is not over and not used
    p_weeks integer                  -- number of weeks
) returns table (
    week     integer,
    level    double precision,
    variance double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with weekly as (
        select
            d.generator_name,
            (p_today - 1 - d.day) / 7 as week,
            sum(d.posts) as posts,
            sum(d.log_reach) as log_reach,
            sum(d.log_reach_squared) as log_reach_squared
        from unnest(p_days) as d
        where d.day between p_today - 7 * p_weeks and p_today - 1
        group by d.generator_name, (p_today - 1 - d.day) / 7
    ),
    within as (   -- with a prior of 1 worth one post, for an account with few
        select (sum(w.log_reach_squared - w.log_reach ^ 2 / w.posts) + 1) / (sum(w.posts - 1) + 1) as variance
        from weekly as w
    ),
    differences as (
        select
            w.week,
            w.log_reach / w.posts - sum(w.log_reach) over generator / sum(w.posts) over generator as effect,
            i.variance / w.posts as variance
        from weekly as w
        cross join within as i
        window generator as (partition by w.generator_name)
    )
    select d.week, p.effect, p.variance
    from (
        select d.week, array_agg(d.effect) as effects, array_agg(d.variance) as variances
        from differences as d
        group by d.week
    ) as d
    cross join lateral bandit_internal.pool_effects(d.effects, d.variances) as p;
end
$function$;

comment on function bandit_internal.weekly_reaches(bandit_internal.learning_day[], integer, integer) is
    'Returns by week (0: the last 7 days) the mean logarithm of the impressions of an account''s posts relative to those expected of the generators, with its variance, pooled over generators.';

revoke all on function bandit_internal.weekly_reaches(bandit_internal.learning_day[], integer, integer) from public;
grant execute on function bandit_internal.weekly_reaches(bandit_internal.learning_day[], integer, integer) to bandit_operator, bandit_reader;
