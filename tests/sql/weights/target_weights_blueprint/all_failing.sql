-- tests/sql/weights/target_weights_blueprint/all_failing.sql: where all fail the weights are equal, and all are up for review.
begin;
select plan(3);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.7, "b": 0.2, "c": 0.1}'), pg_temp.posts('a', 10, 1000, 0), pg_temp.posts('b', 10, 1000, 0), pg_temp.posts('c', 10, 1000, 0) \gset
select results_eq('select r.status, r.posts_analyzed from bandit.optimize() as r', $$values ('success', 30::bigint)$$, 'a run');
select results_eq(format('select generator_name, weight::numeric, review_reason from bandit.generator_weights where account_id = %s order by 1', :account_id),
    $$values ('a', 0.3334, 'consistent_failure'), ('b', 0.3333, 'consistent_failure'), ('c', 0.3333, 'consistent_failure')$$, 'a third each');
select is(array_agg(distinct c.reason), array['failing: no known follower from 10 measured posts, taking up the rest and flagged for review'], 'with the reason') from bandit.weight_changes as c where c.account_id = :account_id;

select * from finish();
rollback;
