-- tests/sql/accounts/rename_generator/experiments.sql: the weights of experiment arms go with a renamed generator.
begin;
select plan(4);
\ir ../../fixtures/policy.psql
select pg_temp.generators('{"a": 0.5, "b": 0.5}') \gset
select e.arm from bandit.start_experiment('mine', p_weights => '{"a": 0.7, "b": 0.3}', p_share => 0.5, p_hypothesis => 'a is better') as e \gset
select count(*) from bandit.choose_generator() \gset

select is(bandit.rename_generator('a', 'c'), 'c', 'renamed');
select is(e.weights, '{"c": 0.7, "b": 0.3}', 'in the experiment') from bandit.experiments as e where e.account_id = :account_id and e.experiment_name = 'mine';
select is(e.weights, '{"c": 0.7, "b": 0.3}', 'and in its arm') from bandit.experiment_arms as e where e.account_id = :account_id and e.weights is not null;
select is(c.propensity, 0.7, 'which is drawn by them') from bandit.choose_generator(p_u => 0.9) as c where c.generator_name = 'c';

select * from finish();
rollback;
