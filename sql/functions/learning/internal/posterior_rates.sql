-- posterior_rates: what is known of the rate of each generator, and of its reach.
--
-- The days are read once, and every step of learning is given them.

create or replace function bandit_internal.posterior_rates(
    p_account_id bigint,                  -- the account
    p_now        timestamptz,             -- nothing later is used
    p_half_life  interval default null    -- age at which a post counts half; null: the account's setting
) returns table (
    generator_name text,
    generator_number           integer,
    shape          double precision,
    exposure       double precision,
    log_reach      double precision,
    reach_standard_error   double precision,
    account_rate   double precision,
    dispersion     double precision,
    changed_at     timestamptz,
    rate_before    double precision,
    rate_after     double precision,
    effects        bandit_internal.context_effect[]
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set plan_cache_mode = force_generic_plan
as $function$
declare
    c_memory     constant integer := 3;   -- half-lives; an older post would weigh less than an eighth
    v_interval   interval := coalesce(p_half_life, (select s.half_life from bandit_internal.stg_settings as s where s.account_id = p_account_id));
    v_half_life  double precision := extract(epoch from v_interval) / 86400;
    v_today      integer := floor(extract(epoch from p_now) / 86400);
    v_days       bandit_internal.learning_day[];
    v_rate       double precision;
    v_dispersion double precision;
    v_names      text[];
    v_effects    bandit_internal.factor_effect[];
begin
    v_names := array(
        select g.generator_name
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
        order by g.generator_name collate "C"
    );
    v_days := bandit_internal.learning_days(p_account_id, c_memory * v_interval, p_now);
    v_rate := bandit_internal.account_rate(v_days, v_today, v_half_life);
    v_dispersion := bandit_internal.account_dispersion(v_days, v_rate, v_today, v_half_life);
    v_effects := (select array_agg(e) from bandit_internal.factor_effects(v_names, v_days, v_rate, v_dispersion, v_today, v_half_life) as e);

    return query
    select
        g.generator_name,
        (g.place - 1)::integer,
        t.shape,
        t.exposure,
        r.log_reach,
        r.standard_error,
        v_rate,
        v_dispersion,
        to_timestamp(t.changed_on * 86400.0::double precision),
        t.rate_before,
        t.rate_after,
        c.effects
    from unnest(v_names) with ordinality as g (generator_name, place)
    join bandit_internal.current_rates(v_names, bandit_internal.weighted_days(v_days, v_rate, v_dispersion), v_rate, v_today, v_half_life) as t
        on t.generator_name = g.generator_name
    join bandit_internal.generator_reach(v_names, v_days, v_today, v_half_life) as r on r.generator_name = g.generator_name
    left join bandit_internal.context_effects(v_days, v_effects) as c on c.generator_name = g.generator_name
    order by g.place;
end
$function$;

comment on function bandit_internal.posterior_rates(bigint, timestamptz, interval) is
    'Gamma(shape, exposure) of each generator''s followers per 1000 impressions (current_rates; Gelman et al., Bayesian Data Analysis, 2.6), with its reach, the account''s rate m and 1/k, its last change point, and what the contexts do to it (NULL: none is at work).';

revoke all on function bandit_internal.posterior_rates(bigint, timestamptz, interval) from public;
grant execute on function bandit_internal.posterior_rates(bigint, timestamptz, interval) to bandit_operator, bandit_reader;
