-- beta_prime_quantile: the quantile function of the ratio of two gamma variables.
--
-- If G and H are gamma variables with shapes a and b and the same scale, G / (G + H) is a Beta(a, b) variable and G / H are its
-- odds. Bisection on the logarithm of the odds uses the smaller tail of the beta distribution, so both tails are equally exact.

create or replace function bandit_internal.beta_prime_quantile(
    p_probability double precision,   -- 1e-100 to 1 - 1e-16
    p_a           double precision,   -- shape of the numerator, 1e-6 to 1e9
    p_b           double precision    -- shape of the denominator, 1e-6 to 1e9
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_low  double precision := -690;
    v_high double precision := 690;
    v_mid  double precision;
    v_cdf  double precision;
begin
    perform bandit_internal.check_number('p_probability', p_probability, 1e-100, 1 - 1e-16);
    for v_step in 1 .. 48 loop
        v_mid := (v_low + v_high) / 2;
        v_cdf := case
            when v_mid <= 0 then bandit_internal.beta_cdf(1 / (1 + exp(-v_mid)), p_a, p_b)
            else 1 - bandit_internal.beta_cdf(1 / (1 + exp(v_mid)), p_b, p_a)
        end;
        if v_cdf < p_probability then
            v_low := v_mid;
        else
            v_high := v_mid;
        end if;
    end loop;
    return exp((v_low + v_high) / 2);
end
$function$;

comment on function bandit_internal.beta_prime_quantile(double precision, double precision, double precision) is
    'Returns the value that the ratio of a Gamma(a) variable to an independent Gamma(b) variable is below with probability p: the quantile of the beta prime distribution. Domain: p from 1e-100 to 1 - 1e-16, a and b from 1e-6 to 1e9, else WT004. Relative error: below 1e-10 for shapes from 0.5 to 10,000. NULL for NULL. Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2, chapter 25.';

revoke all on function bandit_internal.beta_prime_quantile(double precision, double precision, double precision) from public;
grant execute on function bandit_internal.beta_prime_quantile(double precision, double precision, double precision) to bandit_operator, bandit_reader;
