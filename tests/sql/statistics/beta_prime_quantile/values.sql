-- tests/sql/statistics/beta_prime_quantile/values.sql: the ratio of two gamma variables where it has a closed form.
begin;
select plan(6);

-- With shapes 1 and 1 the ratio r has the distribution r / (1 + r); with a and a its median is 1.
select ok(abs(bandit_internal.beta_prime_quantile(q.p, q.a, q.b) / q.expected - 1) < 1e-10, format('p = %s of (%s, %s)', q.p, q.a, q.b))
from (values
    (0.5::double precision, 1::double precision, 1::double precision, 1::double precision), (0.975, 1, 1, 39), (0.025, 1, 1, 1.0 / 39), (0.5, 300, 300, 1), (1e-9, 1, 1, 1e-9 / (1 - 1e-9))
) as q (p, a, b, expected);
select is(bandit_internal.beta_prime_quantile(null, 1, 1), null, 'null for null');

select * from finish();
rollback;
