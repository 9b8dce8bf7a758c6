-- best_probabilities: how probable it is that each generator is the best, and what choosing it would cost.
--
-- Each of 400 draws takes a rate from every posterior, by the normal approximation to the cube root of a gamma variable
-- (Wilson and Hilferty 1931; good above a shape of 1), and a reach; the share of draws in which a generator comes first is its
-- probability to be the best (Thompson 1933). The draws are fixed: the middles of 400 strata (of 100 every fourth), in an order of its own for
-- every generator_number, so that the same posteriors give the same probabilities.

create or replace function bandit_internal.best_probabilities(
    p_names         text[],               -- generators
    p_numbers         integer[],            -- number of each among the account's generators
    p_shapes        double precision[],   -- shape of each posterior, >= 1
    p_exposures     double precision[],   -- exposure of each posterior, above 0
    p_log_reaches   double precision[],   -- logarithm of what a rate is worth
    p_reach_standard_errors double precision[],   -- standard error of that, >= 0
    p_draws         integer default 400   -- 400, or 100 where speed counts more
) returns table (
    generator_name   text,
    best_probability double precision,
    expected_loss    double precision
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
begin
    return query
    with drawn as materialized (
        select
            u.place,
            d.draw,
            u.shape / u.exposure * power(greatest(1 - 1 / (9 * u.shape) + d.z / (3 * sqrt(u.shape)), 0), 3)
                * exp(u.log_reach + u.reach_standard_error * d.reach_z) as worth
        from unnest(p_numbers, p_shapes, p_exposures, p_log_reaches, p_reach_standard_errors)
            with ordinality as u (generator_number, shape, exposure, log_reach, reach_standard_error, place)
        join bandit_internal.stg_standard_normals as s on s.series = u.generator_number % 256
        join bandit_internal.stg_standard_normals as r on r.series = (u.generator_number + 128) % 256
        cross join lateral unnest(s.draws[:p_draws], r.draws[:p_draws]) with ordinality as d (z, reach_z, draw)
    ),
    firsts as (
        select d.draw, max(d.worth) as worth
        from drawn as d
        group by d.draw
    ),
    counted as (
        select
            d.place,
            count(*) filter (where d.worth = f.worth) as wins,
            sum(f.worth - d.worth) / count(*) as loss
        from drawn as d
        join firsts as f on f.draw = d.draw
        group by d.place
    )
    select p_names[c.place], (c.wins / sum(c.wins) over ())::double precision, c.loss   -- who comes first together shares
    from counted as c;
end
$function$;

comment on function bandit_internal.best_probabilities(text[], integer[], double precision[], double precision[], double precision[], double precision[], integer) is
    'Probability to be the best (0 to 1) on fixed draws a (1 - 1/(9a) + z/(3 sqrt a))^3 / b x reach (Thompson 1933; Wilson and Hilferty 1931), and the expected loss against the best, in units of rate x reach.';

revoke all on function bandit_internal.best_probabilities(text[], integer[], double precision[], double precision[], double precision[], double precision[], integer) from public;
grant execute on function bandit_internal.best_probabilities(text[], integer[], double precision[], double precision[], double precision[], double precision[], integer)
to bandit_operator, bandit_reader;
