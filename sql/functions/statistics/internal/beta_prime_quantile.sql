-- beta_prime_quantile: below which value the ratio of two gamma variables lies with a given probability.
--
-- Where G and H have shapes a and b and one scale, G / (G + H) is a Beta(a, b) variable, so G / H is its odds. Bisection on the
-- logarithm of the odds, with the distribution taken from whichever side is the smaller, is as exact in one tail as in the
-- other.

create or replace function bandit_internal.beta_prime_quantile(
    p_probability double precision,   -- between 0 and 1
    p_a           double precision,   -- shape of the numerator, above 0
    p_b           double precision    -- shape of the denominator, above 0
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
    'The value that the ratio of a Gamma(a) to a Gamma(b) variable is under with this probability, to about 1e-11 of it; null for a null argument.';

revoke all on function bandit_internal.beta_prime_quantile(double precision, double precision, double precision) from public;
grant execute on function bandit_internal.beta_prime_quantile(double precision, double precision, double precision) to bandit_operator, bandit_reader;
