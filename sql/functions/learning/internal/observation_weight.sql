-- observation_weight: how much a post counts, however widely it was seen.

create or replace function bandit_internal.observation_weight(
    p_exposure_1k double precision,   -- exposure in thousands
    p_rate        double precision,   -- the account's followers per 1000 of exposure
    p_dispersion  double precision    -- 1/k of the negative binomial, >= 0
) returns double precision
language sql
immutable
parallel safe
as $function$
    select 1 / (1 + p_exposure_1k * p_rate * p_dispersion)
$function$;

comment on function bandit_internal.observation_weight(double precision, double precision, double precision) is
    'Returns q = 1 / (1 + e m / k), 0 to 1: Poisson over negative binomial variance (mu + mu^2/k), the weight of a post in a quasi-likelihood (McCullagh and Nelder 1989, chapter 9), so that one viral post cannot outvote a month.';

revoke all on function bandit_internal.observation_weight(double precision, double precision, double precision) from public;
grant execute on function bandit_internal.observation_weight(double precision, double precision, double precision) to bandit_operator, bandit_reader;
