-- platform_variance: the prior variance of a change that the platform causes for all generators alike.

create or replace function bandit_internal.platform_variance() returns double precision
language sql
immutable
parallel safe
as $function$
    select 0.04::double precision
$function$;

comment on function bandit_internal.platform_variance() is
    'Returns the prior variance of the logarithm of a change in rate that is common to all generators: a standard deviation of 0.2.';

revoke all on function bandit_internal.platform_variance() from public;
grant execute on function bandit_internal.platform_variance() to bandit_operator, bandit_reader;
