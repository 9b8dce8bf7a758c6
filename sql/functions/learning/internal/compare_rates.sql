-- compare_rates: the posteriors of generators, with their draws and how they compare.

create or replace function bandit_internal.compare_rates(
    p_rates    bandit_internal.posterior_rate[],   -- from posterior_rates
    p_in_play  text[],                             -- generators to compare; the others are disabled
    p_by_reach boolean,                            -- true: compare followers per post; false: followers per 1000 of exposure
    p_series   bandit_internal.draw_series[]       -- the rows of standard_normals that the generators' numbers need
) returns bandit_internal.generator_posterior[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_series     constant integer := 256;   -- in standard_normals
    v_posteriors bandit_internal.generator_posterior[];
begin
    v_posteriors := array(
        select
            row(
                r.generator_name,
                r.shape / r.exposure_1k,
                bandit_internal.gamma_quantile(0.025, r.shape) / r.exposure_1k,
                bandit_internal.gamma_quantile(0.975, r.shape) / r.exposure_1k,
                null, null,
                r.shape, r.exposure_1k, r.log_reach, r.account_rate, r.dispersion,
                case when p_by_reach then r.log_reach else 0 end,
                case when p_by_reach then r.reach_standard_error else 0 end,
                r.changed_at, r.rate_before, r.rate_after, r.effects, n.draws, v.draws, r.posts
            )::bandit_internal.generator_posterior
        from unnest(p_rates) as r
        join unnest(p_series) as n on n.series = r.generator_number % c_series
        join unnest(p_series) as v on v.series = (r.generator_number + c_series / 2) % c_series
    );

    return array(
        select
            row(
                p.generator_name, p.posterior_mean, p.credible_low, p.credible_high, b.best_probability, b.expected_loss,
                p.shape, p.exposure_1k, p.log_reach, p.account_rate, p.dispersion, p.log_value, p.value_standard_error,
                p.changed_at, p.rate_before, p.rate_after, p.effects, p.rate_draws, p.value_draws, p.posts
            )::bandit_internal.generator_posterior
        from unnest(v_posteriors) as p
        left join bandit_internal.best_probabilities(bandit_internal.contenders(v_posteriors, p_in_play)) as b using (generator_name)
    );
end
$function$;

comment on function bandit_internal.compare_rates(bandit_internal.posterior_rate[], text[], boolean, bandit_internal.draw_series[]) is
    'Returns the posterior of each generator: mean of its followers per 1000 of exposure with a 95 % credible interval, value, draws, and for p_in_play the probability to be the best and the expected loss.';

revoke all on function bandit_internal.compare_rates(bandit_internal.posterior_rate[], text[], boolean, bandit_internal.draw_series[]) from public;
grant execute on function bandit_internal.compare_rates(bandit_internal.posterior_rate[], text[], boolean, bandit_internal.draw_series[])
to bandit_operator, bandit_reader;
