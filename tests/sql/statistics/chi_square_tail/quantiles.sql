-- tests/sql/statistics/chi_square_tail/quantiles.sql: the tail beyond the published quantiles (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4).
begin;
select plan(21);
select is(round(bandit_internal.chi_square_tail(q.quantile, q.degrees)::numeric, q.digits), q.probability, format('%s degrees, %s', q.degrees, q.probability))
from (values (0.10, 1, 2.706, 3), (0.05, 1, 3.841, 4), (0.01, 1, 6.635, 4), (0.001, 1, 10.828, 5), (0.05, 2, 5.991, 4), (0.001, 2, 13.816, 5), (0.05, 5, 11.070, 4), (0.001, 5, 20.515, 5), (0.05, 10, 18.307, 4), (0.001, 11, 31.264, 5),
    (0.05, 30, 43.773, 4), (0.05, 100, 124.342, 4), (0.001, 100, 149.449, 5), (0.95, 10, 3.940, 3), (0.99, 20, 8.260, 3), (0.95, 100, 77.929, 3)) as q (probability, degrees, quantile, digits);
select is(bandit_internal.chi_square_tail(0, 3), 1::double precision, '1 at 0');
select ok(bandit_internal.chi_square_tail(1e6, 11) < 1e-290 and bandit_internal.chi_square_tail(1e6, 11) >= 0, 'a huge statistic raises no error');
select is(bandit_internal.chi_square_tail(null, 3), null, 'null for null');
select ok(bool_and(abs(bandit_internal.chi_square_tail(x, 2) - exp(-x / 2)) < 1e-14), 'with two degrees it is exp(-x/2)') from generate_series(0.1, 60, 0.1) as x;
select ok(bool_and(bandit_internal.chi_square_tail(x, d) <= bandit_internal.chi_square_tail(x - 0.1, d)), 'it decreases throughout') from generate_series(0.1, 60, 0.1) as x cross join generate_series(1, 30, 7) as d;

select * from finish();
rollback;
