-- tests/sql/learning/follower_efficiency/rates.sql: F/1K of every generator, best first.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.5, "b": 0.3, "c": 0.2}'), pg_temp.posts('a', 2, 250, 1), pg_temp.posts('b', 1, 2000, 9), pg_temp.posts('b', 1, 1000, 50, '2026-11-20 12:00+00') \gset
select results_eq('select generator_name, round(f_per_1k, 2) from bandit.follower_efficiency(p_lookback => $$1 day$$)', $$values ('b', 4.50), ('a', 4.00), ('c', null)$$, 'in a day');
select results_eq('select generator_name, round(f_per_1k, 2) from bandit.follower_efficiency()', $$values ('b', 19.67), ('a', 4.00), ('c', null)$$, 'in the lookback of the account: 59 of 3000');

select * from finish();
rollback;
