-- factor_effects: what a topic, a format or a slot of the day does to the rate of each generator.
--
-- A generator that is chosen by context writes most of its posts where it is good. Its rate, what a level does to all and what
-- it does to one generator are therefore fitted together: a sweep takes one factor after the other, with what is known of
-- all else taken out. Whether a factor is at work effect_variance says; of the others nothing is returned. The effects are
-- relative to all the posts of a generator, as its rate is. What posts at other levels do not tell of a level is its
-- spread; what is unknown of the rate itself is not in it, nor counted twice for the level that most posts are from.

create or replace function bandit.factor_effects(
    p_names      text[],                  -- all generators of the account
    p_days       bandit.learning_day[],   -- from learning_days
    p_rate       double precision,        -- of account_rate
    p_dispersion double precision,        -- of account_dispersion
    p_today      integer,                 -- day of the run, counted from 1970-01-01
    p_half_life  double precision         -- days
) returns setof bandit.factor_effect
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
declare
    c_sweeps  constant integer := 2;
    c_factors constant text[]  := array['topic', 'format', 'slot'];
    v_prior   constant double precision := 1 / (0.7 * p_rate);   -- exposure that the prior of a rate is worth
    v_cells   bandit.context_cell[] := bandit.context_cells(p_days, p_rate, p_dispersion, p_today, p_half_life);
begin
    for v_sweep in 1 .. c_sweeps loop
        for v_factor in 1 .. cardinality(c_factors) loop
            continue when not exists (
                select
                from unnest(v_cells) as c
                where c.levels[v_factor] is not null
            );
            v_cells := (
                select array_agg(
                    row(c.generator_name, c.levels, c.followers, c.exposure,
                        c.effects[:v_factor - 1] || coalesce(l.effect, 1) || c.effects[v_factor + 1:],
                        c.level_effects[:v_factor - 1] || coalesce(l.level_effect, 1) || c.level_effects[v_factor + 1:])::bandit.context_cell
                )
                from unnest(v_cells) as c
                left join bandit.factor_levels(v_cells, v_factor, p_rate) as l
                    on l.generator_name = c.generator_name
                   and l.level = c.levels[v_factor]
            );
        end loop;
        if not exists (
            select
            from unnest(v_cells) as c
            where 1 <> any (c.effects || c.level_effects)
        ) then
            return;
        end if;
    end loop;

    return query
    with levels as materialized (
        select f.factor, l.*
        from unnest(c_factors) with ordinality as f (factor, place)
        cross join lateral bandit.factor_levels(v_cells, f.place::integer, p_rate) as l
    ),
    fitted as (   -- also of generators without posts there
        select
            n.generator_name,
            k.factor,
            k.level,
            k.kappa,
            coalesce(l.exposure, 0) as exposure,
            coalesce(l.observed, 0) as observed,
            k.level_effect * coalesce(l.effect, 1) as effect
        from unnest(p_names) as n (generator_name)
        cross join (select distinct l.factor, l.level, l.kappa, l.level_effect from levels as l) as k
        left join levels as l on l.generator_name = n.generator_name and l.factor = k.factor and l.level = k.level
    ),
    known as (
        select
            f.*,
            (sum(f.exposure * f.effect) over own + v_prior) / (sum(f.exposure) over own + v_prior) as mean_effect,
            1 / (sum(f.observed * f.kappa / (f.kappa + f.observed)) over own + 1) as centre_variance,
            1 / (sum(f.observed) over own + 1) as rate_variance
        from fitted as f
        window own as (partition by f.factor, f.generator_name)
    )
    select
        k.generator_name,
        k.factor,
        k.level,
        ln(k.effect / k.mean_effect),
        sqrt(greatest(1 / (k.kappa + k.observed) + (k.kappa / (k.kappa + k.observed)) ^ 2 * k.centre_variance - k.rate_variance, 0))
    from known as k;
end
$function$;

comment on function bandit.factor_effects(text[], bandit.learning_day[], double precision, double precision, integer, double precision) is
    'Logarithm of what each level of a factor at work multiplies the rate of each generator by, with its standard error: a Poisson log-linear model with random interactions, fitted by coordinate sweeps (Breslow and Clayton 1993), their variance by evidence. A level needs 20 posts; the 12 most frequent of a factor count.';

revoke all on function bandit.factor_effects(text[], bandit.learning_day[], double precision, double precision, integer, double precision) from public;
grant execute on function bandit.factor_effects(text[], bandit.learning_day[], double precision, double precision, integer, double precision) to bandit_operator, bandit_reader;
