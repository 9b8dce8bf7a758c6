-- gamma_quantile: the quantile function of the gamma distribution.
--
-- From a shape of 100 on, the Cornish-Fisher expansion with the cumulants of the gamma distribution. Below 100, Newton's method
-- on ln x, in steps of at most a factor of e. It starts from that expansion; below a shape of 10 from the normal approximation
-- to the cube root, and in the lower tail from the first term of the series, x = (p gamma(a + 1))^(1/a).

create or replace function bandit_internal.gamma_quantile(
    p_probability double precision,   -- 1e-100 to 1 - 1e-16
    p_shape       double precision    -- 1e-6 to 1e15
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_z     double precision;
    v_root  double precision;
    v_ln_g  double precision;
    v_log_x double precision;
    v_x     double precision;
    v_step  double precision;
begin
    perform bandit_internal.check_number('p_probability', p_probability, 1e-100, 1 - 1e-16);
    perform bandit_internal.check_number('p_shape', p_shape, 1e-6, 1e15);

    v_z := bandit_internal.normal_quantile(p_probability);
    v_root := sqrt(p_shape);
    if p_shape >= 10 then
        v_x := p_shape + v_z * v_root + (v_z ^ 2 - 1) / 3 + (v_z ^ 3 - 7 * v_z) / (36 * v_root)
             - (3 * v_z ^ 4 + 7 * v_z ^ 2 - 16) / (810 * p_shape)
             + (9 * v_z ^ 5 + 256 * v_z ^ 3 - 433 * v_z) / (38880 * p_shape * v_root);
        if p_shape >= 100 then
            return v_x;
        end if;
    else
        v_x := p_shape * (1 - 1 / (9 * p_shape) + v_z / (3 * v_root)) ^ 3;
    end if;

    v_ln_g := bandit_internal.ln_gamma(p_shape);
    v_log_x := greatest(case
        when p_shape < 1 or v_x < 0.2 * p_shape then (ln(p_probability * p_shape) + v_ln_g) / p_shape
        else ln(v_x)
    end, -690);
    for v_n in 1 .. 100 loop
        v_x := exp(v_log_x);
        v_step := (1 - bandit_internal.gamma_tail(v_x, p_shape) - p_probability) / exp(greatest(p_shape * v_log_x - v_x - v_ln_g, -690));
        v_step := least(greatest(v_step, -1), 1);
        v_log_x := greatest(v_log_x - v_step, -690);
        exit when abs(v_step) < 1e-5;   -- the error that is left is of the order of its square
    end loop;
    return exp(v_log_x);
end
$function$;

comment on function bandit_internal.gamma_quantile(double precision, double precision) is
    'Returns the value that a Gamma variable with this shape and scale 1 is below with probability p. Domain: p from 1e-100 to 1 - 1e-16, shape from 1e-6 to 1e15, else WT004. Relative error for p from 0.001 to 0.999: below 1e-9 for shapes below 100, 1e-7 from 100 on. NULL for NULL. Sources: Abramowitz and Stegun 26.2.49; Wilson and Hilferty 1931.';

revoke all on function bandit_internal.gamma_quantile(double precision, double precision) from public;
grant execute on function bandit_internal.gamma_quantile(double precision, double precision) to bandit_operator, bandit_reader;
