-- tests/sql/operations/health_weights_sum/sum.sql: the weights in play sum to 1, or nothing else is right.
begin;
select plan(5);
\ir ../../fixtures/health.psql

select is(pg_temp.says('weights_sum'), 'critical: none', 'without a generator nothing can be chosen');
select pg_temp.generators('{"a": 0.6, "b": 0.4}') \gset
select is(pg_temp.says('weights_sum'), 'ok: 1.0000', 'well');
update bandit.generator_weights set weight = 0.3999 where account_id = :account_id and generator_name = 'b';
select is(pg_temp.says('weights_sum'), 'critical: 0.9999', 'one step is too much');
select is(pg_temp.sentence('weights_sum'), 'the active and testing weights sum to 0.9999, so propensities are wrong', 'and says so');
insert into bandit.generator_weights (account_id, generator_name, weight, status) values (:account_id, 'c', 0.0001, 'testing'), (:account_id, 'd', 0.5, 'disabled');
select is(pg_temp.says('weights_sum'), 'ok: 1.0000', 'a testing weight counts, a disabled one does not');

select * from finish();
rollback;
