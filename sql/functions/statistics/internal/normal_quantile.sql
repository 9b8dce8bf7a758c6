-- normal_quantile: the quantile function of the standard normal distribution.
--
-- Rational functions in three ranges.

create or replace function bandit_internal.normal_quantile(
    p_probability double precision   -- above 0 and below 1
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_q double precision := p_probability - 0.5;
    v_r double precision;
begin
    if not (p_probability > 0 and p_probability < 1) then
        perform bandit_internal.check_number('p_probability', p_probability, 1e-300, 1 - 1e-16);
    end if;
    if abs(v_q) <= 0.425 then
        v_r := 0.180625 - v_q * v_q;
        return v_q * (((((((2509.0809287301226727 * v_r + 33430.575583588128105) * v_r + 67265.770927008700853) * v_r
                + 45921.953931549871457) * v_r + 13731.693765509461125) * v_r + 1971.5909503065514427) * v_r
                + 133.14166789178437745) * v_r + 3.387132872796366608)
            / (((((((5226.495278852545925 * v_r + 28729.085735721942674) * v_r + 39307.89580009271061) * v_r
                + 21213.794301586595867) * v_r + 5394.1960214247511077) * v_r + 687.1870074920579083) * v_r
                + 42.313330701600911252) * v_r + 1);
    end if;

    v_r := sqrt(-ln(least(p_probability, 1 - p_probability)));
    if v_r <= 5 then
        v_r := v_r - 1.6;
        v_r := (((((((0.00077454501427834140764 * v_r + 0.0227238449892691845833) * v_r + 0.24178072517745061177) * v_r
                + 1.27045825245236838258) * v_r + 3.64784832476320460504) * v_r + 5.7694972214606914055) * v_r
                + 4.6303378461565452959) * v_r + 1.42343711074968357734)
            / (((((((1.05075007164441684324e-9 * v_r + 0.0005475938084995344946) * v_r + 0.0151986665636164571966) * v_r
                + 0.14810397642748007459) * v_r + 0.68976733498510000455) * v_r + 1.6763848301838038494) * v_r
                + 2.05319162663775882187) * v_r + 1);
    else
        v_r := v_r - 5;
        v_r := (((((((2.01033439929228813265e-7 * v_r + 2.71155556874348757815e-5) * v_r + 0.0012426609473880784386) * v_r
                + 0.026532189526576123093) * v_r + 0.29656057182850489123) * v_r + 1.7848265399172913358) * v_r
                + 5.4637849111641143699) * v_r + 6.6579046435011037772)
            / (((((((2.04426310338993978564e-15 * v_r + 1.4215117583164458887e-7) * v_r + 1.8463183175100546818e-5) * v_r
                + 0.0007868691311456132591) * v_r + 0.0148753612908506148525) * v_r + 0.13692988092273580531) * v_r
                + 0.59983220655588793769) * v_r + 1);
    end if;
    return sign(v_q) * v_r;
end
$function$;

comment on function bandit_internal.normal_quantile(double precision) is
    'Returns the value that a standard normal variable is below with probability p. Domain: p above 0 and below 1, else WT004. Relative error: below 1e-15. NULL for NULL. Source: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 1988.';

revoke all on function bandit_internal.normal_quantile(double precision) from public;
grant execute on function bandit_internal.normal_quantile(double precision) to bandit_operator, bandit_reader;
