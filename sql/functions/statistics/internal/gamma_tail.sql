-- gamma_tail: the upper tail of the gamma distribution.
--
-- Below x = a + 1, one minus the power series; above it, the continued fraction by Lentz's method. Both take about sqrt(a)
-- steps near the mean. Above a shape of 100,000 the normal approximation to the cube root is used instead; the normal tail is
-- itself Q(1/2, z^2 / 2) / 2.

create or replace function bandit_internal.gamma_tail(
    p_x     double precision,   -- in units of the scale; up to 0: the result is 1
    p_shape double precision    -- 1e-6 to 1e15
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
    v_x      double precision := greatest(p_x, 1e-290);   -- no quotient of it underflows
    v_factor double precision;
    v_term   double precision;
    v_sum    double precision;
    v_b      double precision;
    v_c      double precision;
    v_d      double precision;
    v_z      double precision;
begin
    if not p_shape between 1e-6 and 1e15 or p_x = 'NaN' then
        perform bandit_internal.check_number('p_shape', p_shape, 1e-6, 1e15);
        perform bandit_internal.check_number('p_x', p_x, '-infinity', 'infinity');
    end if;
    if p_x <= 0 or p_x > 1e100 then
        return case when p_x <= 0 then 1 else 0 end;
    end if;
    if p_shape > 100000 then
        v_z := (cbrt(v_x / p_shape) - 1 + 1 / (9 * p_shape)) * 3 * sqrt(p_shape);
        v_sum := bandit_internal.gamma_tail(least(v_z * v_z, 1400) / 2, 0.5) / 2;
        return case when v_z > 0 then v_sum else 1 - v_sum end;
    end if;

    v_factor := p_shape * ln(v_x) - v_x - bandit_internal.ln_gamma(p_shape);
    if v_factor < -690 then   -- it would underflow
        return case when v_x < p_shape + 1 then 1 else 0 end;
    end if;
    v_factor := exp(v_factor);
    if v_x < p_shape + 1 then
        v_term := 1 / p_shape;
        v_sum := v_term;
        for v_n in 1 .. 100000 loop
            v_term := v_term * v_x / (p_shape + v_n);
            v_sum := v_sum + v_term;
            exit when v_term < v_sum * c_precise;
        end loop;
        return greatest(1 - v_factor * v_sum, 0);
    end if;

    v_b := v_x + 1 - p_shape;
    v_c := 1 / c_tiny;
    v_d := 1 / v_b;
    v_sum := v_d;
    for v_n in 1 .. 100000 loop
        v_term := -v_n * (v_n - p_shape);
        v_b := v_b + 2;
        v_d := v_term * v_d + v_b;
        v_d := 1 / case when abs(v_d) < c_tiny then c_tiny else v_d end;
        v_c := v_b + v_term / v_c;
        v_c := case when abs(v_c) < c_tiny then c_tiny else v_c end;
        v_sum := v_sum * v_d * v_c;
        exit when abs(v_d * v_c - 1) < c_precise;
    end loop;
    return v_factor * v_sum;
end
$function$;

comment on function bandit_internal.gamma_tail(double precision, double precision) is
    'Returns the probability that a Gamma variable with this shape and scale 1 is at least x: the regularised upper incomplete gamma function Q(a, x). Domain: any x, shape from 1e-6 to 1e15, else WT004. Error: below 1e-13 for shapes up to 100, 1e-12 up to 1000, 2e-10 up to 100,000, 1e-6 above. NULL for NULL. Sources: Press et al., Numerical Recipes, 6.2; Abramowitz and Stegun 6.5.29 and 6.5.31; Wilson and Hilferty 1931.';

revoke all on function bandit_internal.gamma_tail(double precision, double precision) from public;
grant execute on function bandit_internal.gamma_tail(double precision, double precision) to bandit_operator, bandit_reader;
