-- log_change: the logarithm of the ratio of a count to its expectation.

create or replace function bandit_internal.log_change(
    p_observed double precision,   -- count, 0 or more
    p_expected double precision    -- its expectation, 0 or more
) returns double precision
language sql
immutable
parallel safe
as $function$
    select ln((p_observed + 0.5) / (p_expected + 0.5))
$function$;

comment on function bandit_internal.log_change(double precision, double precision) is
    'Returns ln((n + 1/2) / (mu + 1/2)), finite for counts of 0.';

revoke all on function bandit_internal.log_change(double precision, double precision) from public;
grant execute on function bandit_internal.log_change(double precision, double precision) to bandit_operator, bandit_reader;
