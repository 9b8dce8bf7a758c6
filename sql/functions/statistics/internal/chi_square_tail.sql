-- chi_square_tail: how probable a chi-square as large as this is by chance.
--
-- The regularised upper incomplete gamma function Q(df/2, x/2): its power series below df/2 + 1, else its continued
-- fraction by Lentz's method (Press et al., Numerical Recipes, 6.2; Abramowitz & Stegun 6.5.29, 6.5.31 and 26.4.19).
-- Gamma of a multiple of 1/2 is a product, so that no gamma function is needed.

create or replace function bandit_internal.chi_square_tail(
    p_chi_square double precision,   -- the statistic, >= 0
    p_degrees    integer             -- degrees of freedom, >= 1
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
    v_a        double precision := p_degrees / 2.0;
    v_x        double precision := p_chi_square / 2;
    v_ln_gamma double precision := case when p_degrees % 2 = 1 then ln(pi()) / 2 else 0 end;
    v_factor   double precision;
    v_term     double precision;
    v_sum      double precision;
    v_b        double precision;
    v_c        double precision;
    v_d        double precision;
    v_an       double precision;
begin
    if v_x <= 0 then
        return 1;
    end if;

    for v_k in 1 .. (p_degrees - 1) / 2 loop
        v_ln_gamma := v_ln_gamma + ln(v_a - v_k);
    end loop;
    v_factor := exp(greatest(v_a * ln(v_x) - v_x - v_ln_gamma, -690));   -- exp of less is under the smallest double

    if v_x < v_a + 1 then
        v_term := 1 / v_a;
        v_sum := v_term;
        for v_n in 1 .. 10000 loop
            v_term := v_term * v_x / (v_a + v_n);
            v_sum := v_sum + v_term;
            exit when v_term < v_sum * c_precise;
        end loop;
        return greatest(1 - v_factor * v_sum, 0);
    end if;

    v_b := v_x + 1 - v_a;
    v_c := 1 / c_tiny;
    v_d := 1 / v_b;
    v_sum := v_d;
    for v_n in 1 .. 10000 loop
        v_an := -v_n * (v_n - v_a);
        v_b := v_b + 2;
        v_d := v_an * v_d + v_b;
        v_d := 1 / case when abs(v_d) < c_tiny then c_tiny else v_d end;
        v_c := v_b + v_an / v_c;
        v_c := case when abs(v_c) < c_tiny then c_tiny else v_c end;
        v_sum := v_sum * v_d * v_c;
        exit when abs(v_d * v_c - 1) < c_precise;
    end loop;
    return v_factor * v_sum;
end
$function$;

comment on function bandit_internal.chi_square_tail(double precision, integer) is
    'Probability (0 to 1) that a chi-square with that many degrees of freedom is at least as large; null for a null argument.';

revoke all on function bandit_internal.chi_square_tail(double precision, integer) from public;
grant execute on function bandit_internal.chi_square_tail(double precision, integer) to bandit_operator, bandit_reader;
