-- factor_levels: one step of the fit of factor_effects: the posts of each generator at each level of a factor.
--
-- Its followers are held against what would come without an effect peculiar to it: its rate, times the effects of the other
-- factors, times what the level does to all generators. No row where effect_variance finds that the factor is not at work.

create or replace function bandit.factor_levels(
    p_cells  bandit.context_cell[],   -- from context_cells, with the effects as known up to now
    p_factor integer,                 -- 1: topic, 2: format, 3: slot
    p_rate   double precision         -- of account_rate
) returns table (
    generator_name text,
    level          text,
    exposure       double precision,
    observed       double precision,
    expected       double precision,
    level_effect   double precision,
    effect         double precision,
    kappa          double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
begin
    return query
    with cells as (
        select
            c.generator_name,
            c.levels[p_factor] as level,
            c.followers,
            c.exposure,
            c.effects[p_factor] as effect,
            c.effects[p_factor] * c.level_effects[p_factor] as own,
            c.effects[1] * c.effects[2] * c.effects[3] * c.level_effects[1] * c.level_effects[2] * c.level_effects[3] as times
        from unnest(p_cells) as c
    ),
    rated as (
        select c.*, (sum(c.followers) over generator + 1) / (sum(c.exposure * c.times) over generator + 1 / (0.7 * p_rate)) as rate
        from cells as c
        window generator as (partition by c.generator_name)
    ),
    summed as (
        select
            r.generator_name,
            r.level,
            min(r.effect) as effect,
            sum(r.exposure) as exposure,
            sum(r.followers) as observed,
            sum(r.rate * r.exposure * r.times / r.own) as expected
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
    at_work as (
        select 1 / bandit.effect_variance(array_agg(h.generator_name), array_agg(h.observed), array_agg(h.expected * h.level_effect)) as kappa
        from held as h
    )
    select
        h.generator_name,
        h.level,
        h.exposure,
        h.observed,
        h.expected * h.level_effect,
        h.level_effect,
        (p.kappa + h.observed) / (p.kappa + h.expected * h.level_effect),
        p.kappa
    from held as h
    cross join at_work as p
    where p.kappa is not null;
end
$function$;

comment on function bandit.factor_levels(bandit.context_cell[], integer, double precision) is
    'Per generator and level: exposure, followers observed and expected without an effect, what the level does to all, and the effect peculiar to the generator, the mean (kappa + observed) / (kappa + expected) of a gamma variable. No rows where the factor is not at work.';

revoke all on function bandit.factor_levels(bandit.context_cell[], integer, double precision) from public;
grant execute on function bandit.factor_levels(bandit.context_cell[], integer, double precision) to bandit_operator, bandit_reader;
