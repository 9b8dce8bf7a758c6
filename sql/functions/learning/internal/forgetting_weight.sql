-- forgetting_weight: how much a post still counts at an age.

create or replace function bandit_internal.forgetting_weight(
    p_age       double precision,   -- age in days, >= 0
    p_half_life double precision    -- age at which a post counts half, days, above 0
) returns double precision
language sql
immutable
parallel safe
as $function$
    select power(0.5::double precision, p_age / p_half_life)
$function$;

comment on function bandit_internal.forgetting_weight(double precision, double precision) is
    'Returns kappa = 2^(-age/half-life), 0 to 1: exponential forgetting, as in discounted bandits (Garivier and Moulines 2011).';

revoke all on function bandit_internal.forgetting_weight(double precision, double precision) from public;
grant execute on function bandit_internal.forgetting_weight(double precision, double precision) to bandit_operator, bandit_reader;
