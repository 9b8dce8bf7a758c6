-- tests/sql/statistics/gamma_quantile/values.sql: against values computed elsewhere, by each of the methods.
begin;
select plan(5);

select is(round(bandit_internal.gamma_quantile(0.025, 2.5)::numeric, 8), 0.41560581, 'by Newton''s method');
select is(round(bandit_internal.gamma_quantile(0.975, 250)::numeric, 4), 281.9258, 'by expansion');
select is(round(bandit_internal.gamma_quantile(0.025, 1)::numeric, 9), round(-ln(0.975), 9), 'a shape of 1 is exponential');
select ok(abs(bandit_internal.gamma_quantile(0.975, 99.999999) / bandit_internal.gamma_quantile(0.975, 100) - 1) < 1e-7, 'the methods agree where they meet');
select is(bandit_internal.gamma_quantile(0.5, null), null, 'null for null');

select * from finish();
rollback;
