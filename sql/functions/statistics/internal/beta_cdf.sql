-- beta_cdf: the cumulative distribution function of the beta distribution.
--
-- The continued fraction of the incomplete beta function, evaluated by Lentz's method. It converges fast below the mean;
-- above it, I_x(a, b) = 1 - I_(1-x)(b, a).

create or replace function bandit_internal.beta_cdf(
    p_x double precision,   -- up to 0: the result is 0; from 1 on: 1
    p_a double precision,   -- first shape, 1e-6 to 1e9
    p_b double precision    -- second shape, 1e-6 to 1e9
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_precise constant double precision := 1e-15;
    c_tiny    constant double precision := 1e-300;   -- replaces a denominator of 0
    v_x     double precision := greatest(p_x, 1e-250);   -- no quotient of it underflows
    v_d     double precision := 1;
    v_c     double precision := 1;
    v_f     double precision := 1;
    v_term  double precision;
begin
    if not (p_a between 1e-6 and 1e9 and p_b between 1e-6 and 1e9) or p_x = 'NaN' then
        perform bandit_internal.check_number('p_a', p_a, 1e-6, 1e9);
        perform bandit_internal.check_number('p_b', p_b, 1e-6, 1e9);
        perform bandit_internal.check_number('p_x', p_x, '-infinity', 'infinity');
    end if;
    if p_x <= 0 or p_x >= 1 then
        return case when p_x <= 0 then 0 else 1 end;
    end if;
    if least(p_a, p_b) > 1000000 then   -- a normal approximation; the continued fraction would take long
        v_c := cbrt(p_b * p_x);
        v_d := cbrt(p_a * (1 - p_x));
        v_term := 3 * (v_c * (1 - 1 / (9 * p_b)) - v_d * (1 - 1 / (9 * p_a))) / sqrt(v_c ^ 2 / p_b + v_d ^ 2 / p_a);
        v_f := bandit_internal.gamma_tail(least(v_term ^ 2, 1400) / 2, 0.5) / 2;
        return case when v_term < 0 then v_f else 1 - v_f end;
    end if;
    if p_x > (p_a + 1) / (p_a + p_b + 2) then
        return 1 - bandit_internal.beta_cdf(1 - p_x, p_b, p_a);
    end if;

    v_d := 1 - (p_a + p_b) * v_x / (p_a + 1);
    v_d := 1 / case when abs(v_d) < c_tiny then c_tiny else v_d end;
    v_f := v_d;
    for v_m in 1 .. 100000 loop
        v_term := v_m * (p_b - v_m) * v_x / ((p_a + 2 * v_m - 1) * (p_a + 2 * v_m));
        v_d := 1 + v_term * v_d;
        v_d := 1 / case when abs(v_d) < c_tiny then c_tiny else v_d end;
        v_c := 1 + v_term / v_c;
        v_c := case when abs(v_c) < c_tiny then c_tiny else v_c end;
        v_f := v_f * v_d * v_c;

        v_term := -(p_a + v_m) * (p_a + p_b + v_m) * v_x / ((p_a + 2 * v_m) * (p_a + 2 * v_m + 1));
        v_d := 1 + v_term * v_d;
        v_d := 1 / case when abs(v_d) < c_tiny then c_tiny else v_d end;
        v_c := 1 + v_term / v_c;
        v_c := case when abs(v_c) < c_tiny then c_tiny else v_c end;
        v_f := v_f * v_d * v_c;
        exit when abs(v_d * v_c - 1) < c_precise;
    end loop;

    return v_f / p_a * exp(greatest(
        p_a * ln(v_x) + p_b * ln(1 - v_x) + bandit_internal.ln_gamma(p_a + p_b) - bandit_internal.ln_gamma(p_a) - bandit_internal.ln_gamma(p_b), -670
    ));
end
$function$;

comment on function bandit_internal.beta_cdf(double precision, double precision, double precision) is
    'Returns the probability that a Beta(a, b) variable is at most x: the regularised incomplete beta function I_x(a, b). Domain: any x; a and b from 1e-6 to 1e9, else WT004. Error: below 1e-13 for shapes up to 100, 2e-11 up to 10,000, 3e-9 up to 1,000,000, 1e-5 above. NULL for NULL. Source: Press et al., Numerical Recipes, 6.4; above 1,000,000 Abramowitz and Stegun 26.5.22.';

revoke all on function bandit_internal.beta_cdf(double precision, double precision, double precision) from public;
grant execute on function bandit_internal.beta_cdf(double precision, double precision, double precision) to bandit_operator, bandit_reader;
