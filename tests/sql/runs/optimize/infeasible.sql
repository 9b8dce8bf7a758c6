-- tests/sql/runs/optimize/infeasible.sql: weights that leave no room are refused, and nothing moves.
begin;
select plan(5);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"pin": 0.7, "a": 0.2, "b": 0.1}'), pg_temp.posts('a', 10, 1000, 4), pg_temp.posts('b', 10, 1000, 1) \gset
update bandit.generator_weights set pinned_weight = 0.7 where account_id = :account_id and generator_name = 'pin';
-- set_setting would have refused this.
update bandit.account_settings set min_weight = 0.16 where account_id = :account_id;
select throws_ok('select bandit.optimize()', 'WT012', 'the fixed weights leave no valid share for the others', 'two at 0.16 beside 0.7');
select throws_ok('select bandit.optimize(p_dry_run => true)', 'WT012', null, 'a dry run says so too');
select throws_ok('select bandit.explain_weights()', 'WT012', null, 'and the explanation');
select is_empty(format('select 1 from bandit.optimization_runs where account_id = %s', :account_id), 'nothing is stored');
update bandit.account_settings set min_weight = 0.15 where account_id = :account_id;
select results_eq('select weights from bandit.optimize()', $$values ('[{"weight": 0.7, "generator_name": "pin"}, {"weight": 0.15, "generator_name": "a"}, {"weight": 0.15, "generator_name": "b"}]'::jsonb)$$, 'two at 0.15 fit exactly');

select * from finish();
rollback;
