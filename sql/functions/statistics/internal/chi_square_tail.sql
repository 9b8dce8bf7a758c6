-- chi_square_tail: the p-value of a chi-square statistic.

create or replace function bandit_internal.chi_square_tail(
    p_chi_square double precision,   -- the statistic, 0 or more
    p_degrees    integer             -- degrees of freedom, 1 or more
) returns double precision
language sql
immutable
strict
parallel safe
as $function$
    select bandit_internal.gamma_tail(p_chi_square / 2, p_degrees / 2::double precision)
$function$;

comment on function bandit_internal.chi_square_tail(double precision, integer) is
    'Returns the probability that a chi-square variable with n degrees of freedom is at least x: Q(n/2, x/2), see gamma_tail. Domain: x of 0 or more, n of 1 or more. Error: below 1e-14 up to 30 degrees, 1e-12 up to 1000. NULL for NULL. Source: Abramowitz and Stegun 26.4.19.';

revoke all on function bandit_internal.chi_square_tail(double precision, integer) from public;
grant execute on function bandit_internal.chi_square_tail(double precision, integer) to bandit_operator, bandit_reader;
