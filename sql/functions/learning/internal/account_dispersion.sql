-- account_dispersion: how much more posts vary than by chance.
--
-- By moments. Each post is compared with the rate of its generator about that time: all its posts up to a week later, with a
-- half-life of 10 days, because a rate from longer ago would count drift as dispersion. There each day has the observation
-- weight of a single post under the prior 1/k = 0.5, so that a viral post does not set the rate by itself.

create or replace function bandit_internal.account_dispersion(
    p_days      bandit_internal.learning_day[],   -- from learning_days
    p_rate      double precision,        -- of account_rate
    p_today     integer,                 -- day of the run, in days since 1970-01-01
    p_half_life double precision         -- days
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_local_half_life constant double precision := 10;
    c_maturity        constant integer := 7;
begin
    return (
        with daily as (
            select
                u.*,
                bandit_internal.observation_weight(u.exposure_1k, p_rate, 0.5) * bandit_internal.forgetting_weight(p_today - u.day, c_local_half_life) as weight
            from unnest(p_days) as u
        ),
        summed as (
            select
                d.day,
                d.post_followers,
                d.post_exposures_1k,
                bandit_internal.forgetting_weight(greatest(p_today - d.day - c_maturity, 0), c_local_half_life) as weight,
                sum(d.weight * d.followers) over about as followers,
                sum(d.weight * d.exposure_1k) over about as exposure_1k
            from daily as d
            window about as (partition by d.generator_name order by d.day range between unbounded preceding and c_maturity following)
        ),
        rated as (
            select
                s.post_followers,
                s.post_exposures_1k,
                bandit_internal.forgetting_weight(p_today - s.day, p_half_life) as weight,
                (greatest(s.followers, 0) + s.weight) / (s.exposure_1k + s.weight * bandit_internal.prior_exposure_1k(p_rate)) as rate
            from summed as s
            offset 0   -- here and below: each value is computed once, not wherever it is named
        ),
        expected as (
            select r.weight, p.followers, p.exposure_1k * r.rate as mu
            from rated as r
            cross join lateral unnest(r.post_followers, r.post_exposures_1k) as p (followers, exposure_1k)
            offset 0
        ),
        moments as (
            select
                sum(e.weight * (power(e.followers - e.mu, 2) - e.mu) / power(1 + e.mu, 2)) as excess,
                sum(e.weight * power(e.mu / (1 + e.mu), 2)) as scale
            from expected as e
        )
        select least(greatest((coalesce(m.excess, 0) + 1) / (coalesce(m.scale, 0) + 2), 0.05), 5)
        from moments as m
    );
end
$function$;

comment on function bandit_internal.account_dispersion(bandit_internal.learning_day[], double precision, integer, double precision) is
    'Returns 1/k = (sum kappa v ((n - mu)^2 - mu) + 1) / (sum kappa v mu^2 + 2), bounded to 0.05 to 5, with kappa the forgetting weight, mu = e x local rate and v = 1/(1 + mu)^2: moments of the negative binomial (Breslow 1984), a prior of 0.5 worth 2 posts.';

revoke all on function bandit_internal.account_dispersion(bandit_internal.learning_day[], double precision, integer, double precision) from public;
grant execute on function bandit_internal.account_dispersion(bandit_internal.learning_day[], double precision, integer, double precision) to bandit_operator, bandit_reader;
