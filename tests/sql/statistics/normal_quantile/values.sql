-- tests/sql/statistics/normal_quantile/values.sql: against values computed elsewhere, in each of the three ranges.
begin;
select plan(5);

select is(round(bandit_internal.normal_quantile(0.3)::numeric, 8), -0.52440051, 'near the middle');
select is(round(bandit_internal.normal_quantile(0.0001)::numeric, 8), -3.71901649, 'in the tail');
select is(round(bandit_internal.normal_quantile(1e-12)::numeric, 8), -7.03448383, 'far out');
select is(round(bandit_internal.normal_quantile(0.975)::numeric, 12), -round(bandit_internal.normal_quantile(0.025)::numeric, 12), 'symmetric');
select is(bandit_internal.normal_quantile(null), null, 'null for null');

select * from finish();
rollback;
