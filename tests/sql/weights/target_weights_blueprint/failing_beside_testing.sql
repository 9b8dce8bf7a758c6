-- tests/sql/weights/target_weights_blueprint/failing_beside_testing.sql: where all others are held, failing ones take up the rest.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"test": 0.4, "a": 0.5, "b": 0.1}'), pg_temp.posts('a', 10, 1000, 0), pg_temp.posts('b', 10, 1000, 0) \gset
update bandit.generator_weights set status = 'testing' where account_id = :account_id and generator_name = 'test';
select results_eq('select generator_name, rule, new_weight from bandit.explain_weights() order by 1', $$values ('a', 'failing', 0.3000), ('b', 'failing', 0.3000), ('test', 'testing', 0.4000)$$, 'half of 0.6 each');
update bandit.generator_weights set pinned_weight = 0.5 where account_id = :account_id and generator_name = 'a';
select results_eq('select generator_name, rule, new_weight from bandit.explain_weights() order by 1', $$values ('a', 'pinned', 0.5000), ('b', 'failing', 0.1000), ('test', 'testing', 0.4000)$$, 'the last one all of it');

select * from finish();
rollback;
