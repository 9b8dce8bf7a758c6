-- tests/sql/weights/target_weights_blueprint/equal_rates.sql: where all measured generators are as good, each scores one half.
begin;
select plan(3);
\ir ../../fixtures/policy.psql

-- Both 4/3 F/1K, from counts of different size.
select pg_temp.generators('{"a": 0.6, "b": 0.4}'), pg_temp.posts('a', 8, 750, 1), pg_temp.posts('b', 16, 3000, 4) \gset
create temp view stage as select e.* from bandit.explain_weights() as e;

select results_eq('select generator_name, score from stage order by 1', $$values ('a', 0.5), ('b', 0.5)$$, 'neither is better');
-- 0.5 to the power 1.5 is 0.353553..; 0.3 of it is 0.106066..; a 0.42 + 0.106066 = 0.526066, b 0.28 + 0.106066 = 0.386066; by 0.912132: 0.576743.., 0.423256..
select results_eq('select generator_name, new_weight from stage order by 1', $$values ('a', 0.5767), ('b', 0.4233)$$, 'both draw nearer');

delete from bandit.content_metadata where account_id = :account_id and generator_name = 'b';
select pg_temp.posts('b', 16, 3000, null) \gset
select results_eq('select generator_name, score from stage order by 1', $$values ('a', 0.5), ('b', null)$$, 'one alone is neither best nor worst; unmeasured has no score');

select * from finish();
rollback;
