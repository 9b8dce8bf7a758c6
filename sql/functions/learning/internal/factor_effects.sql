-- factor_effects: the effects of topic, format and daypart on the rate of each generator.
--
-- A generator that is chosen by context writes most of its posts where it is good. Its rate, the effects of a level on all
-- generators and those on one generator are therefore fitted together: a sweep fits one factor after the other, with all else
-- taken as known, until nothing moves. effect_variance decides whether a factor has an effect. The mean of a gamma variable is
-- used as the median of a lognormal one, which adds exploration where data are scarce. The effect of the mix of a generator's
-- posts is removed from its rate. The standard error of an effect is in addition to that of the rate.

create or replace function bandit_internal.factor_effects(
    p_names      text[],                  -- all generators of the account
    p_days       bandit_internal.learning_day[],   -- from learning_days
    p_rate       double precision,        -- of account_rate
    p_dispersion double precision,        -- of account_dispersion
    p_today      integer,                 -- day of the run, in days since 1970-01-01
    p_half_life  double precision         -- days
) returns setof bandit_internal.factor_effect
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_sweeps    constant integer := 10;
    c_tolerance constant double precision := 0.02;
    c_factors   constant text[]  := array['topic', 'format', 'daypart'];
    v_prior     constant double precision := bandit_internal.prior_exposure_1k(p_rate);
    v_cells     bandit_internal.context_cell[] := bandit_internal.context_cells(p_days, p_rate, p_dispersion, p_today, p_half_life);
    v_moved     double precision;
begin
    for v_sweep in 1 .. c_sweeps loop
        v_moved := 0;
        for v_factor in 1 .. cardinality(c_factors) loop
            continue when not exists (
                select 1
                from unnest(v_cells) as c
                where c.levels[v_factor] is not null
            );
            select
                array_agg(
                    row(c.generator_name, c.levels, c.followers, c.exposure_1k, c.rate_exposure_1k,
                        c.effects[:v_factor - 1] || coalesce(l.effect, 1) || c.effects[v_factor + 1:],
                        c.level_effects[:v_factor - 1] || coalesce(l.level_effect, 1) || c.level_effects[v_factor + 1:])::bandit_internal.context_cell
                ),
                greatest(v_moved, max(abs(ln(coalesce(l.effect, 1) / c.effects[v_factor]))))
            into v_cells, v_moved
            from unnest(v_cells) as c
            left join bandit_internal.factor_levels(v_cells, v_factor, p_rate) as l
                on l.generator_name = c.generator_name
               and l.level = c.levels[v_factor];
        end loop;
        exit when v_moved < c_tolerance;
    end loop;
    if not exists (
        select 1
        from unnest(v_cells) as c
        where 1 <> any (c.effects)
    ) then
        return;
    end if;

    return query
    with generators as (
        select
            c.generator_name,
            greatest(sum(c.followers), 0) as observed,
            (sum(c.rate_exposure_1k * c.effects[1] * c.effects[2] * c.effects[3] * c.level_effects[1] * c.level_effects[2] * c.level_effects[3]) + v_prior)
                / (sum(c.rate_exposure_1k) + v_prior) as mix
        from unnest(v_cells) as c
        group by c.generator_name
    ),
    levels as materialized (
        select f.factor, l.*
        from unnest(c_factors) with ordinality as f (factor, place)
        cross join lateral bandit_internal.factor_levels(v_cells, f.place::integer, p_rate) as l
        where l.prior_shape is not null
    ),
    fitted as (   -- also for generators without posts there
        select
            n.generator_name,
            k.factor,
            k.level,
            k.prior_shape,
            coalesce(l.observed, 0) as observed,
            k.level_effect * coalesce(l.effect, 1) as effect
        from unnest(p_names) as n (generator_name)
        cross join (select distinct l.factor, l.level, l.prior_shape, l.level_effect from levels as l) as k
        left join levels as l on l.generator_name = n.generator_name and l.factor = k.factor and l.level = k.level
    ),
    known as (   -- posts at no level are evidence of the rate only
        select
            f.*,
            coalesce(g.observed, 0) + 1 as rate_shape,
            coalesce(g.observed, 0) + 1 - sum(f.observed ^ 2 / (f.prior_shape + f.observed)) over own as centre_shape
        from fitted as f
        left join generators as g on g.generator_name = f.generator_name
        window own as (partition by f.factor, f.generator_name)
    )
    select
        k.generator_name,
        k.factor,
        k.level,
        ln(k.effect),
        sqrt(greatest(1 / (k.prior_shape + k.observed) + (k.prior_shape / (k.prior_shape + k.observed)) ^ 2 / greatest(k.centre_shape, 1) - 1 / k.rate_shape, 0))
    from known as k
    union all
    select g.generator_name, 'mix', null, -ln(g.mix), 0
    from generators as g;
end
$function$;

comment on function bandit_internal.factor_effects(text[], bandit_internal.learning_day[], double precision, double precision, integer, double precision) is
    'Returns the logarithm of the factor by which each level multiplies the rate of each generator, with its standard error, and the logarithm to remove from the rate for the contexts it comes from (mix): a Poisson log-linear model with random interactions, fitted by coordinate sweeps (Breslow and Clayton 1993), their variance by evidence. No rows where no factor has an effect.';

revoke all on function bandit_internal.factor_effects(text[], bandit_internal.learning_day[], double precision, double precision, integer, double precision) from public;
grant execute on function bandit_internal.factor_effects(text[], bandit_internal.learning_day[], double precision, double precision, integer, double precision) to bandit_operator, bandit_reader;
