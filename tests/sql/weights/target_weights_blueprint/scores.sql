-- tests/sql/weights/target_weights_blueprint/scores.sql: min-max, to the power 1.5, blended 0.7 : 0.3, then shared.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

-- F/1K: a 25/5000 = 5 (not above 5), b 20/10000 = 2, c 10/10000 = 1, d 61/25000 = 2.44.
select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}') \gset
select pg_temp.posts('a', 5, 1000, 5), pg_temp.posts('b', 10, 1000, 2), pg_temp.posts('c', 10, 1000, 1), pg_temp.posts('d', 9, 2500, 6), pg_temp.posts('d', 1, 2500, 7) \gset
create temp view stage as select e.* from bandit.explain_weights() as e;

-- (F/1K - 1) / 4
select results_eq('select generator_name, round(score, 12) from stage order by 1', $$values ('a', 1.000000000000), ('b', 0.250000000000), ('c', 0.000000000000), ('d', 0.360000000000)$$, 'min-max: the worst has 0, the best 1');
select results_eq('select generator_name, round(sharpened_score, 12) from stage order by 1', $$values ('a', 1.000000000000), ('b', 0.125000000000), ('c', 0.000000000000), ('d', 0.216000000000)$$, 'the power 1.5 rewards the best');
-- 0.28 + 0.3, 0.21 + 0.0375, 0.14 + 0, 0.07 + 0.0648
select results_eq('select generator_name, round(blended_weight, 12) from stage order by 1', $$values ('a', 0.580000000000), ('b', 0.247500000000), ('c', 0.140000000000), ('d', 0.134800000000)$$, '0.7 of the weight and 0.3 of the score');
select results_eq('select generator_name, rule, target_weight = blended_weight from stage order by 1', $$values ('a', 'blended', true), ('b', 'blended', true), ('c', 'blended', true), ('d', 'blended', true)$$, 'no special case');
-- By 1.1023: 0.52617.., 0.22453.., 0.12700.., 0.12228..; rounded down they lack two 0.0001, which d (.8976) and a (.7255) get.
select results_eq('select generator_name, new_weight from stage order by 1', $$values ('a', 0.5262), ('b', 0.2245), ('c', 0.1270), ('d', 0.1223)$$, 'shared to exactly one');

-- At 0.5 a 0.2 + 0.5 = 0.7, b 0.15 + 0.0625 = 0.2125, c 0.1, d 0.05 + 0.108 = 0.158.
update bandit.account_settings set aggressiveness = 0.5 where account_id = :account_id;
select results_eq('select generator_name, round(blended_weight, 12) from stage order by 1', $$values ('a', 0.700000000000), ('b', 0.212500000000), ('c', 0.100000000000), ('d', 0.158000000000)$$, 'a more aggressive account moves further');

select * from finish();
rollback;
