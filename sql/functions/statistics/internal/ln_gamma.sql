-- ln_gamma: the natural logarithm of the gamma function.
--
-- From 10 on, Stirling's series with seven terms. Below 10, the recurrence gamma(x + 1) = x gamma(x) moves x into [2, 3), where
-- ln(gamma(2 + u)) = u P(u) / Q(u). The zeros at 1 and 2 are then exact: nothing large cancels near them.

create or replace function bandit_internal.ln_gamma(
    p_x double precision   -- 1e-300 to 1e300
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_x       double precision := p_x;
    v_factor  double precision := 1;
    v_inverse double precision;
begin
    if not v_x between 1e-300 and 1e300 then   -- a call costs more than the whole function
        perform bandit_internal.check_number('p_x', p_x, 1e-300, 1e300);
    end if;

    if v_x >= 10 then
        v_inverse := 1 / (v_x * v_x);
        return (v_x - 0.5) * ln(v_x) - v_x + ln(2 * pi()) / 2
             + (1.0 / 12 - v_inverse * (1.0 / 360 - v_inverse * (1.0 / 1260 - v_inverse * (1.0 / 1680 - v_inverse * (1.0 / 1188
             - v_inverse * (691.0 / 360360 - v_inverse / 156)))))) / v_x;
    end if;

    while v_x >= 3 loop
        v_x := v_x - 1;
        v_factor := v_factor * v_x;
    end loop;
    while v_x < 2 loop
        v_factor := v_factor / v_x;
        v_x := v_x + 1;
    end loop;

    v_x := v_x - 2;
    return ln(v_factor) + v_x
         * (((((-1378.25152569120859 * v_x - 38801.6315134637841) * v_x - 331612.992738871185) * v_x
            - 1162370.97492762307) * v_x - 1721737.00820839662) * v_x - 853555.664245765466)
         / ((((((v_x - 351.815701436523471) * v_x - 17064.2106651881159) * v_x - 220528.590553854455) * v_x
            - 1139334.44367982507) * v_x - 2532523.07177582951) * v_x - 2018891.41433532773);
end
$function$;

comment on function bandit_internal.ln_gamma(double precision) is
    'Returns ln(gamma(x)). Domain: x from 1e-300 to 1e300, else WT004. Error: below 1e-15 times the larger of 1 and the result. NULL for NULL. Sources: Abramowitz and Stegun 6.1.15 and 6.1.41; for [2, 3) the rational function of Moshier''s Cephes library (lgam).';

revoke all on function bandit_internal.ln_gamma(double precision) from public;
grant execute on function bandit_internal.ln_gamma(double precision) to bandit_operator, bandit_reader;
