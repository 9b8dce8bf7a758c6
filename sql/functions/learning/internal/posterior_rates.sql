-- posterior_rates: what is known of the rate of each generator, and of its reach.

create or replace function bandit_internal.posterior_rates(
    p_names     text[],                           -- all generators of the account, in the order of their names
    p_days      bandit_internal.learning_day[],   -- from learning_days
    p_today     integer,                          -- day of the run, counted from 1970-01-01
    p_half_life double precision,                 -- days
    p_unit      double precision default 1        -- what one count is worth, see parse_objective
) returns setof bandit_internal.posterior_rate
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_rate       constant double precision := bandit_internal.account_rate(p_days, p_today, p_half_life);
    v_dispersion constant double precision := bandit_internal.account_dispersion(p_days, v_rate, p_today, p_half_life);
    v_effects    bandit_internal.factor_effect[] := (
        select array_agg(e) from bandit_internal.factor_effects(p_names, p_days, v_rate, v_dispersion, p_today, p_half_life) as e
    );
begin
    return query
    select
        g.generator_name,
        (g.place - 1)::integer,
        t.shape,
        t.exposure_1k / p_unit,
        r.log_reach,
        r.standard_error,
        v_rate * p_unit,
        v_dispersion,
        to_timestamp(t.changed_on * 86400.0::double precision),
        t.rate_before * p_unit,
        t.rate_after * p_unit,
        c.effects,
        coalesce(d.posts, 0)
    from unnest(p_names) with ordinality as g (generator_name, place)
    join bandit_internal.current_rates(p_names, bandit_internal.weighted_days(p_days, v_rate, v_dispersion), v_rate, p_today, p_half_life) as t
        using (generator_name)
    join bandit_internal.generator_reach(p_names, p_days, p_today, p_half_life) as r using (generator_name)
    left join (select u.generator_name, sum(u.posts) as posts from unnest(p_days) as u group by u.generator_name) as d using (generator_name)
    left join bandit_internal.context_effects(p_days, v_effects) as c using (generator_name)
    order by g.place;
end
$function$;

comment on function bandit_internal.posterior_rates(text[], bandit_internal.learning_day[], integer, double precision, double precision) is
    'Returns Gamma(shape, exposure) of each generator''s followers, or value in the objective, per 1000 of exposure (current_rates; Gelman et al., Bayesian Data Analysis, 2.6), its reach, the account''s rate m and dispersion 1/k, its last change point, and the effects of contexts (NULL: none).';

revoke all on function bandit_internal.posterior_rates(text[], bandit_internal.learning_day[], integer, double precision, double precision) from public;
grant execute on function bandit_internal.posterior_rates(text[], bandit_internal.learning_day[], integer, double precision, double precision) to bandit_operator, bandit_reader;
