-- generator_evidence: how sure one can be of what generator_performance shows.
--
-- The posterior of the policy thompson, whichever policy the account follows: over the account's long, forgetting history and
-- not over a window. Probability to be best and expected loss are among the generators in play, by the account's objective.

create or replace function bandit.generator_evidence(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_half_life  interval    default null,   -- age at which a post counts half; null: the account's setting
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name   text,
    posterior_mean   double precision,
    credible_low     double precision,
    credible_high    double precision,
    best_probability double precision,
    expected_loss    double precision,
    reach            double precision,
    shape            double precision,
    exposure         double precision,
    account_rate     double precision,
    dispersion       double precision,
    generator_number             integer,
    log_value        double precision,
    value_standard_error     double precision,
    changed_at       timestamptz,
    rate_before      double precision,
    rate_after       double precision,
    effects          bandit_internal.context_effect[]
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_by_reach   boolean := (select s.objective = 'followers_per_post' from bandit_internal.stg_settings as s where s.account_id = v_account_id);
begin
    return query
    with posteriors as materialized (
        select
            p.*,
            g.status,
            case when v_by_reach then p.log_reach else 0 end as value,
            case when v_by_reach then p.reach_standard_error else 0 end as standard_error
        from bandit_internal.posterior_rates(v_account_id, v_now, p_half_life) as p
        join bandit_internal.stg_generators as g
            on g.account_id = v_account_id
           and g.generator_name = p.generator_name
    ),
    arrays as (
        select
            array_agg(p.generator_name) as names,
            array_agg(p.generator_number) as numbers,
            array_agg(p.shape) as shapes,
            array_agg(p.exposure) as exposures,
            array_agg(p.value) as log_values,
            array_agg(p.standard_error) as standard_errors
        from posteriors as p
        where p.status <> 'disabled'
    )
    select
        p.generator_name,
        p.shape / p.exposure,
        bandit_internal.gamma_quantile(0.025, p.shape) / p.exposure,
        bandit_internal.gamma_quantile(0.975, p.shape) / p.exposure,
        b.best_probability,
        b.expected_loss,
        exp(p.log_reach),
        p.shape,
        p.exposure,
        p.account_rate,
        p.dispersion,
        p.generator_number,
        p.value,
        p.standard_error,
        p.changed_at,
        p.rate_before,
        p.rate_after,
        p.effects
    from posteriors as p
    cross join arrays as a
    left join bandit_internal.best_probabilities(a.names, a.numbers, a.shapes, a.exposures, a.log_values, a.standard_errors) as b
        on b.generator_name = p.generator_name
    order by b.best_probability desc nulls last, p.shape / p.exposure desc, p.generator_name collate "C";
end
$function$;

comment on function bandit.generator_evidence(timestamptz, interval, bigint) is
    'Per generator, most probably best first: posterior mean of its followers per 1000 impressions with a 95 % credible interval, probability to be best and expected loss by the objective (followers per post, or per 1000 impressions; NULL where disabled), reach (impressions/1000 a post) and the posterior''s parameters.';

revoke all on function bandit.generator_evidence(timestamptz, interval, bigint) from public;
grant execute on function bandit.generator_evidence(timestamptz, interval, bigint) to bandit_operator, bandit_reader;
