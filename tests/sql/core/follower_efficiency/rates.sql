-- tests/sql/core/follower_efficiency/rates.sql: F/1K is followers per 1000 of exposure, and NULL where either is not measured.
begin;
select plan(7);
\ir ../../fixtures/policy.psql

select is(round(bandit.follower_efficiency(59, 3000), 2), 19.67, '59 of 3000');
select is(bandit.follower_efficiency(4, 3000), bandit.follower_efficiency(16, 12000), 'equal rates are equal numbers');
select is(bandit.follower_efficiency(-1, 1000), -1.0, 'more may be lost than gained');
select is(bandit.follower_efficiency(null, 1000), null, 'followers not measured');
select is(array[bandit.follower_efficiency(1, null), bandit.follower_efficiency(1, 0)], array[null, null]::numeric[], 'no exposure');

select pg_temp.generators('{"a": 0.5, "b": 0.3, "c": 0.2}'), pg_temp.posts('a', 2, 250, 1), pg_temp.posts('b', 1, 2000, 9), pg_temp.posts('b', 1, 1000, 50, '2026-11-20 12:00+00') \gset
select results_eq('select generator_name, round(f_per_1k, 2) from bandit.generator_performance(p_lookback => $$1 day$$)', $$values ('b', 4.50), ('a', 4.00), ('c', null)$$, 'F/1K of every generator in a day, best first');
select results_eq('select generator_name, round(f_per_1k, 2) from bandit.generator_performance()', $$values ('b', 19.67), ('a', 4.00), ('c', null)$$, 'in the lookback of the account: 59 of 3000');

select * from finish();
rollback;
