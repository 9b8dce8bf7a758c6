-- describe_posterior: the numbers behind a weight of the policy thompson, for explain_weights and for events.

create or replace function bandit_internal.describe_posterior(
    p_posterior           bandit_internal.generator_posterior,   -- from generator_posteriors
    p_viral_probability   double precision,                      -- see viral_probability; null: not judged
    p_failing_probability double precision                       -- see failing_probability; null: not judged
) returns jsonb
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $function$
    select jsonb_strip_nulls(jsonb_build_object(
        'shape', p_posterior.shape,
        'exposure_1k', p_posterior.exposure_1k,
        'account_rate', p_posterior.account_rate,
        'dispersion', p_posterior.dispersion,
        'reach', exp(p_posterior.log_reach),
        'expected_loss', p_posterior.expected_loss,
        'viral_probability', p_viral_probability,
        'failing_probability', p_failing_probability,
        'changed_at', p_posterior.changed_at,
        'rate_before', p_posterior.rate_before,
        'rate_after', p_posterior.rate_after
    ))
$function$;

comment on function bandit_internal.describe_posterior(bandit_internal.generator_posterior, double precision, double precision) is
    'Returns a JSON object with the posterior of a generator: shape, exposure, account_rate, dispersion, reach and expected_loss; where they are known also viral_probability, failing_probability, changed_at, rate_before and rate_after.';

revoke all on function bandit_internal.describe_posterior(bandit_internal.generator_posterior, double precision, double precision) from public;
grant execute on function bandit_internal.describe_posterior(bandit_internal.generator_posterior, double precision, double precision) to bandit_operator, bandit_reader;
