-- posterior_tier: names how well a generator performs by its posterior.
--
-- The tiers are those of performance_tier. Failing and viral need the probability that the policy thompson asks for.

create or replace function bandit_internal.posterior_tier(
    p_posterior      bandit_internal.generator_posterior,   -- from generator_posteriors
    p_viral_f_per_1k numeric                                -- above this a generator is viral
) returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
    select case
        when p_posterior.posts = 0          then 'unmeasured'
        when r.rule in ('failing', 'viral') then r.rule
        else bandit.performance_tier(least(p_posterior.posterior_mean::numeric, p_viral_f_per_1k), 0, 1, p_viral_f_per_1k)
    end
    from (
        select bandit_internal.thompson_rule(
            'active', null, false,
            bandit_internal.viral_probability(p_posterior.shape, p_posterior.exposure_1k, p_viral_f_per_1k::double precision),
            bandit_internal.failing_probability(p_posterior.shape, p_posterior.exposure_1k, p_posterior.account_rate)
        ) as rule
    ) as r
$function$;

comment on function bandit_internal.posterior_tier(bandit_internal.generator_posterior, numeric) is
    'Returns failing or viral if the posterior is that with the probability of thompson_rule, unmeasured without posts in memory, else the tier of its mean by performance_tier.';

revoke all on function bandit_internal.posterior_tier(bandit_internal.generator_posterior, numeric) from public;
grant execute on function bandit_internal.posterior_tier(bandit_internal.generator_posterior, numeric) to bandit_operator, bandit_reader;
