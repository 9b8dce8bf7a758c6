-- tests/sql/statistics/beta_cdf/values.sql: the beta distribution where it has a closed form.
begin;
select plan(10);

-- Beta(1, 1) is uniform; Beta(2, 1) has x^2, Beta(1, 3) has 1 - (1 - x)^3; Beta(1/2, 1/2) the arc sine; the middle of a symmetric one is 1/2.
select ok(abs(bandit_internal.beta_cdf(c.x, c.a, c.b) - c.expected) < 1e-11, format('I_%s(%s, %s)', c.x, c.a, c.b))
from (values
    (0.3::double precision, 1::double precision, 1::double precision, 0.3::double precision), (0.3, 2, 1, 0.09), (0.9, 2, 1, 0.81), (0.2, 1, 3, 1 - 0.512), (0.25, 0.5, 0.5, 2 / pi() * asin(0.5)),
    (0.5, 1000, 1000, 0.5)
) as c (x, a, b, expected);
select is(bandit_internal.beta_cdf(0, 2, 3), 0::double precision, '0 at 0');
select is(bandit_internal.beta_cdf(1, 2, 3), 1::double precision, '1 at 1');
select cmp_ok(bandit_internal.beta_cdf(0.5, 1e6, 1), '<', 1e-290::double precision, 'a tiny tail raises no underflow');
select is(bandit_internal.beta_cdf(null, 1, 1), null, 'null for null');

select * from finish();
rollback;
