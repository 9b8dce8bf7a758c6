-- tests/sql/learning/generator_totals/equal_rates.sql: 4 of 3000 is as good as 16 of 12000, to the last digit.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"small": 0.5, "large": 0.5}'), pg_temp.posts('small', 4, 750, 1), pg_temp.posts('large', 4, 3000, 4) \gset
select is(count(distinct p.f_per_1k), 1::bigint, 'one F/1K') from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, bandit.clock()) as p;
select is(round(max(p.f_per_1k), 8), 1.33333333, 'which is 4/3') from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, bandit.clock()) as p;

select * from finish();
rollback;
