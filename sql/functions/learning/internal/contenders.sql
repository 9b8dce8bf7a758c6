-- contenders: the generators that best_probabilities compares.

create or replace function bandit_internal.contenders(
    p_posteriors bandit_internal.generator_posterior[],   -- from generator_posteriors
    p_names      text[]                                   -- generators to compare
) returns bandit_internal.contender[]
language sql
immutable
parallel safe
as $function$
    select array(
        select row(p.generator_name, p.shape, p.exposure_1k, p.log_value, p.value_standard_error, p.rate_draws, p.value_draws)::bandit_internal.contender
        from unnest(p_posteriors) as p
        where p.generator_name = any (p_names)
    )
$function$;

comment on function bandit_internal.contenders(bandit_internal.generator_posterior[], text[]) is
    'Returns what best_probabilities needs to compare the named generators.';

revoke all on function bandit_internal.contenders(bandit_internal.generator_posterior[], text[]) from public;
grant execute on function bandit_internal.contenders(bandit_internal.generator_posterior[], text[]) to bandit_operator, bandit_reader;
