-- tests/sql/statistics/gamma_tail/values.sql: against values computed elsewhere, on either side of the mean and in the far tails.
begin;
select plan(8);

select is(round(bandit_internal.gamma_tail(3.7, 2.5)::numeric, 13), 0.1925504330794, 'above the mean');
select is(round(bandit_internal.gamma_tail(240, 250)::numeric, 13), 0.7323499301460, 'below it');
select is(round(bandit_internal.gamma_tail(1.5, 1)::numeric, 12), round(exp(-1.5::double precision)::numeric, 12), 'a shape of 1 is exponential');
select is(round(bandit_internal.gamma_tail(1000000, 1000000)::numeric, 5), 0.49987, 'a huge shape: the mean lies above the median');
select is(bandit_internal.gamma_tail(0, 3), 1::double precision, '1 at 0');
select is(bandit_internal.gamma_tail(1e12, 1e6), bandit_internal.gamma_tail(1e13, 1e6), '0 far above');
select ok(bandit_internal.gamma_tail(1e5, 2) < 1e-290, 'a tiny tail raises no underflow');
select is(bandit_internal.gamma_tail(null, 1), null, 'null for null');

select * from finish();
rollback;
