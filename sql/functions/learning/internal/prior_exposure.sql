-- prior_exposure: how much the prior of a generator's rate counts.
--
-- As much as one follower at 0.7 of the account's rate: a new generator is neither ignored nor trusted.

create or replace function bandit_internal.prior_exposure(
    p_rate double precision   -- the account's followers per 1000 impressions
) returns double precision
language sql
immutable
parallel safe
as $function$
    select 1 / (0.7 * p_rate)
$function$;

comment on function bandit_internal.prior_exposure(double precision) is
    'Returns b = 1/(0.7 m), the impressions/1000 in which the prior Gamma(1, b) of every generator''s rate has its one follower.';

revoke all on function bandit_internal.prior_exposure(double precision) from public;
grant execute on function bandit_internal.prior_exposure(double precision) to bandit_operator, bandit_reader;
