-- best_probabilities: how probable it is that each generator is the best, and what choosing it would cost.
--
-- Each draw takes a rate from every posterior, by the normal approximation to the cube root of a gamma variable (Wilson and
-- Hilferty 1931; good above a shape of 1), and a value. The share of draws in which a generator comes first is its probability
-- to be the best (Thompson 1933). The draws are fixed, see standard_normals, so that the same posteriors give the same
-- probabilities.

create or replace function bandit_internal.best_probabilities(
    p_contenders bandit_internal.contender[]   -- the generators to compare, each with the same number of draws
) returns table (
    generator_name   text,
    best_probability double precision,
    expected_loss    double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with drawn as materialized (
        select
            c.place,
            d.draw,
            c.shape / c.exposure_1k * power(greatest(1 - 1 / (9 * c.shape) + d.rate_z / (3 * sqrt(c.shape)), 0), 3)
                * exp(c.log_value + c.standard_error * d.value_z) as worth
        from unnest(p_contenders) with ordinality
            as c (generator_name, shape, exposure_1k, log_value, standard_error, rate_draws, value_draws, place)
        cross join lateral unnest(c.rate_draws, c.value_draws) with ordinality as d (rate_z, value_z, draw)
    ),
    compared as (
        select d.place, d.draw, d.worth, max(d.worth) over (partition by d.draw) as best
        from drawn as d
    ),
    counted as (
        select
            c.place,
            count(*) filter (where c.worth = c.best) as wins,
            sum(c.best - c.worth order by c.draw) / count(*) as loss   -- the same to the last digit under any plan
        from compared as c
        group by c.place
    )
    select (p_contenders[c.place]).generator_name, (c.wins / sum(c.wins) over ())::double precision, c.loss   -- generators that come first together share
    from counted as c;
end
$function$;

comment on function bandit_internal.best_probabilities(bandit_internal.contender[]) is
    'Returns the probability to be the best (0 to 1) on fixed draws a (1 - 1/(9a) + z/(3 sqrt a))^3 / b x value (Thompson 1933; Wilson and Hilferty 1931), and the expected loss against the best, in units of rate x value.';

revoke all on function bandit_internal.best_probabilities(bandit_internal.contender[]) from public;
grant execute on function bandit_internal.best_probabilities(bandit_internal.contender[]) to bandit_operator, bandit_reader;
