-- log_change_variance: the variance of log_change by chance.

create or replace function bandit_internal.log_change_variance(
    p_expected double precision   -- expectation of the count, 0 or more
) returns double precision
language sql
immutable
parallel safe
as $function$
    select 1 / (p_expected + 0.5)
$function$;

comment on function bandit_internal.log_change_variance(double precision) is
    'Returns 1 / (mu + 1/2), the variance of the log_change of a Poisson variable.';

revoke all on function bandit_internal.log_change_variance(double precision) from public;
grant execute on function bandit_internal.log_change_variance(double precision) to bandit_operator, bandit_reader;
