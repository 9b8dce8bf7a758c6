-- gamma_tail: the probability that a gamma variable is at least x.
--
-- The regularised upper incomplete gamma function Q(a, x): one minus its power series below a + 1, else its continued
-- fraction by Lentz's method (Press et al., Numerical Recipes, 6.2; Abramowitz & Stegun 6.5.29 and 6.5.31). Both take some
-- sqrt(a) steps about the mean, so that above a shape of 100000 the normal approximation to the cube root stands in
-- (Wilson and Hilferty 1931), which is good to 1e-6 there; the normal tail is itself Q(1/2, z^2 / 2) / 2.

create or replace function bandit_internal.gamma_tail(
    p_x     double precision,   -- >= 0, in units of the scale
    p_shape double precision    -- above 0
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_precise constant double precision := 1e-15;
    c_tiny    constant double precision := 1e-300;   -- stands in for a zero denominator
    v_factor double precision;
    v_term   double precision;
    v_sum    double precision;
    v_b      double precision;
    v_c      double precision;
    v_d      double precision;
    v_z      double precision;
begin
    if p_x <= 0 then
        return 1;
    end if;
    if p_shape > 100000 then
        v_z := (cbrt(p_x / p_shape) - 1 + 1 / (9 * p_shape)) * 3 * sqrt(p_shape);
        v_sum := bandit_internal.gamma_tail(least(v_z * v_z, 1400) / 2, 0.5) / 2;
        return case when v_z > 0 then v_sum else 1 - v_sum end;
    end if;

    v_factor := exp(greatest(p_shape * ln(p_x) - p_x - bandit_internal.ln_gamma(p_shape), -690));   -- exp of less is under the smallest double
    if p_x < p_shape + 1 then
        v_term := 1 / p_shape;
        v_sum := v_term;
        for v_n in 1 .. 100000 loop
            v_term := v_term * p_x / (p_shape + v_n);
            v_sum := v_sum + v_term;
            exit when v_term < v_sum * c_precise;
        end loop;
        return greatest(1 - v_factor * v_sum, 0);
    end if;

    v_b := p_x + 1 - p_shape;
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
    'Probability (0 to 1) that a Gamma variable of this shape and scale 1 is at least x: the regularised upper incomplete gamma function; null for a null argument.';

revoke all on function bandit_internal.gamma_tail(double precision, double precision) from public;
grant execute on function bandit_internal.gamma_tail(double precision, double precision) to bandit_operator, bandit_reader;
