-- weekly_rates: what the platform gives to all generators alike, in followers per 1000 impressions, week by week.
--
-- A week's level is what the generators have in common against their own rates of all the weeks, so that choosing better
-- generators is no change of the platform.

create or replace function bandit_internal.weekly_rates(
    p_days  bandit_internal.learning_day[],   -- from weighted_days
    p_today integer,                 -- day of the test, which is not used, since it is not over
    p_weeks integer                  -- how many weeks back
) returns table (
    week     integer,
    level    double precision,
    variance double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
begin
    return query
    with weekly as (
        select d.generator_name, (p_today - 1 - d.day) / 7 as week, greatest(sum(d.followers), 0) as n, sum(d.exposure) as e
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
        select x.week, array_agg(ln((x.n + 0.5) / (x.mu + 0.5))) as effects, array_agg(1 / (x.mu + 0.5)) as variances
        from expected as x
        group by x.week
    ) as x
    cross join lateral bandit_internal.pool_effects(x.effects, x.variances) as p;
end
$function$;

comment on function bandit_internal.weekly_rates(bandit_internal.learning_day[], integer, integer) is
    'Logarithm of an account''s followers per 1000 impressions against what its generators let expect, by week (0: the last 7 days), with its variance: ln((n + 1/2) / (mu + 1/2)) pooled over generators.';

revoke all on function bandit_internal.weekly_rates(bandit_internal.learning_day[], integer, integer) from public;
grant execute on function bandit_internal.weekly_rates(bandit_internal.learning_day[], integer, integer) to bandit_operator, bandit_reader;
