-- weekly_rates: the followers per 1000 of exposure of an account by week, apart from which generators were chosen.
--
-- The level of a week is what the generators have in common relative to their own rates over all weeks, so that choosing better
-- generators is not a change of the platform.

create or replace function bandit_internal.weekly_rates(
    p_days  bandit_internal.learning_day[],   -- from weighted_days
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
        select d.generator_name, (p_today - 1 - d.day) / 7 as week, greatest(sum(d.followers), 0) as n, sum(d.exposure_1k) as e
        from unnest(p_days) as d
        where d.day between p_today - 7 * p_weeks and p_today - 1
        group by d.generator_name, (p_today - 1 - d.day) / 7
    ),
    account as (
        select greatest(sum(w.n), 1) / sum(w.e) as rate
        from weekly as w
    ),
    expected as (
        select
            w.week,
            w.n,
            w.e * (sum(w.n) over generator + 1) / (sum(w.e) over generator + 1 / a.rate) as mu
        from weekly as w
        cross join account as a
        window generator as (partition by w.generator_name)
    )
    select x.week, p.effect, p.variance
    from (
        select x.week, array_agg(bandit_internal.log_change(x.n, x.mu)) as effects, array_agg(bandit_internal.log_change_variance(x.mu)) as variances
        from expected as x
        group by x.week
    ) as x
    cross join lateral bandit_internal.pool_effects(x.effects, x.variances) as p;
end
$function$;

comment on function bandit_internal.weekly_rates(bandit_internal.learning_day[], integer, integer) is
    'Returns by week (0: the last 7 days) the logarithm of the followers per 1000 of exposure relative to those expected of the generators, with its variance: ln((n + 1/2) / (mu + 1/2)) pooled over generators.';

revoke all on function bandit_internal.weekly_rates(bandit_internal.learning_day[], integer, integer) from public;
grant execute on function bandit_internal.weekly_rates(bandit_internal.learning_day[], integer, integer) to bandit_operator, bandit_reader;
