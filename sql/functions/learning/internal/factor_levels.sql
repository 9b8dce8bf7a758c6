-- factor_levels: one step of the fit of factor_effects, the posts of each generator at each level of a factor.
--
-- Its followers are compared with those expected without an effect on this generator alone: its rate, times the effects of the
-- other factors, times the effect of the level on all generators. Where effect_variance finds no effect, effect is 1 and
-- prior_shape is NULL.

create or replace function bandit_internal.factor_levels(
    p_cells  bandit_internal.context_cell[],   -- from context_cells, with the effects as fitted so far
    p_factor integer,                 -- 1: topic, 2: format, 3: daypart
    p_rate   double precision         -- of account_rate
) returns table (
    generator_name text,
    level          text,
    observed       double precision,
    level_effect   double precision,
    effect         double precision,
    prior_shape    double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with cells as (
        select
            c.generator_name collate "C" as generator_name,   -- which sorts faster
            c.levels[p_factor] collate "C" as level,
            c.followers,
            c.exposure_1k,
            c.effects[p_factor] as effect,
            c.effects[p_factor] * c.level_effects[p_factor] as own,
            c.effects[1] * c.effects[2] * c.effects[3] * c.level_effects[1] * c.level_effects[2] * c.level_effects[3] as times
        from unnest(p_cells) as c
    ),
    rated as (
        select c.*, (greatest(sum(c.followers) over generator, 0) + 1) / (sum(c.exposure_1k * c.times) over generator + bandit_internal.prior_exposure_1k(p_rate)) as rate
        from cells as c
        window generator as (partition by c.generator_name)
    ),
    summed as (
        select
            r.generator_name,
            r.level,
            min(r.effect) as effect,
            greatest(sum(r.followers), 0) as observed,
            sum(r.rate * r.exposure_1k * r.times / r.own) as expected
        from rated as r
        where r.level is not null
        group by r.generator_name, r.level
    ),
    held as materialized (
        select
            s.*,
            (sum(s.observed) over level + 1) / (sum(s.expected * s.effect) over level + 1) as level_effect
        from summed as s
        window level as (partition by s.level)
    ),
    factor as (
        select 1 / bandit_internal.effect_variance(array_agg(h.generator_name), array_agg(h.observed), array_agg(h.expected * h.level_effect)) as prior_shape
        from held as h
    )
    select
        h.generator_name,
        h.level,
        h.observed,
        h.level_effect,
        coalesce((w.prior_shape + h.observed) / (w.prior_shape + h.expected * h.level_effect), 1),
        w.prior_shape
    from held as h
    cross join factor as w;
end
$function$;

comment on function bandit_internal.factor_levels(bandit_internal.context_cell[], integer, double precision) is
    'Returns per generator and level the followers observed, the effect of the level on all generators, and the effect on this generator in addition, the mean (prior_shape + observed) / (prior_shape + expected) of a gamma variable; prior_shape: 1 / the variance of effects (NULL: the factor has no effect).';

revoke all on function bandit_internal.factor_levels(bandit_internal.context_cell[], integer, double precision) from public;
grant execute on function bandit_internal.factor_levels(bandit_internal.context_cell[], integer, double precision) to bandit_operator, bandit_reader;
