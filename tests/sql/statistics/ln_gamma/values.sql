-- tests/sql/statistics/ln_gamma/values.sql: the logarithm of gamma where it is known.
begin;
select plan(9);

select ok(abs(bandit_internal.ln_gamma(g.x) - g.expected) <= 1e-15 * greatest(1, abs(g.expected)), format('x = %s', g.x))
from (values
    (1::double precision, 0::double precision), (2, 0), (3, ln(2::double precision)), (0.5, ln(pi()) / 2), (10, ln(362880::double precision)),
    (21, ln(2432902008176640000::double precision)), (1e-9, 9 * ln(10::double precision) - 0.5772156649015329e-9)
) as g (x, expected);
select is(array[bandit_internal.ln_gamma(1), bandit_internal.ln_gamma(2)], '{0, 0}'::double precision[], 'the zeros are exact');
select is(bandit_internal.ln_gamma(null), null, 'null for null');

select * from finish();
rollback;
