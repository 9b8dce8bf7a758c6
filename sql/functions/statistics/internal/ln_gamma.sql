-- ln_gamma: the natural logarithm of the gamma function.
--
-- Stirling's series (Abramowitz & Stegun 6.1.41) from 10 on, where five terms are good to 1e-15; below that the recurrence
-- gamma(x + 1) = x gamma(x) leads there.

create or replace function bandit_internal.ln_gamma(
    p_x double precision   -- above 0
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_x       double precision := p_x;
    v_product double precision := 1;
    v_inverse double precision;
begin
    while v_x < 10 loop
        v_product := v_product * v_x;
        v_x := v_x + 1;
    end loop;

    v_inverse := 1 / (v_x * v_x);
    return (v_x - 0.5) * ln(v_x) - v_x + ln(2 * pi()) / 2 - ln(v_product)
         + (1.0 / 12 - v_inverse * (1.0 / 360 - v_inverse * (1.0 / 1260 - v_inverse * (1.0 / 1680 - v_inverse / 1188)))) / v_x;
end
$function$;

comment on function bandit_internal.ln_gamma(double precision) is 'ln(gamma(x)) for x above 0, to about 1e-14 of the larger of it and 1; null for null.';

revoke all on function bandit_internal.ln_gamma(double precision) from public;
grant execute on function bandit_internal.ln_gamma(double precision) to bandit_operator, bandit_reader;
