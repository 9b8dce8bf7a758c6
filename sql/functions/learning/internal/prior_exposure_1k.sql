-- prior_exposure_1k: how much the prior of a generator's rate counts.
--
-- As much as one follower at 0.7 of the account's rate: a new generator is neither ignored nor trusted.

create or replace function bandit_internal.prior_exposure_1k(
    p_rate double precision   -- the account's followers per 1000 of exposure
) returns double precision
language sql
immutable
parallel safe
as $function$
    select 1 / (0.7 * p_rate)
$function$;

comment on function bandit_internal.prior_exposure_1k(double precision) is
    'Returns b = 1/(0.7 m), the exposure in thousands in which the prior Gamma(1, b) of every generator''s rate has its one follower.';

revoke all on function bandit_internal.prior_exposure_1k(double precision) from public;
grant execute on function bandit_internal.prior_exposure_1k(double precision) to bandit_operator, bandit_reader;
