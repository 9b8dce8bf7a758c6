-- tests/sql/weights/target_weights_blueprint/kept.sql: what has a history but no measurement in the lookback neither decays nor grows.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"idle": 0.15, "blind": 0.15, "good": 0.4, "poor": 0.3}') \gset
select
    pg_temp.posts('idle', 5, 1000, 9, '2026-09-23 12:00+00'), pg_temp.posts('blind', 12, 1000, null),
    pg_temp.posts('good', 10, 1000, 4), pg_temp.posts('poor', 10, 1000, 1) \gset
create temp view stage as select e.* from bandit.explain_weights() as e;

select results_eq('select generator_name, rule, fixed_weight from stage order by 1', $$values ('blind', 'kept', 0.15), ('good', 'blended', null), ('idle', 'kept', 0.15), ('poor', 'blended', null)$$, 'nothing posted, or no followers counted');
-- good 0.28 + 0.3 = 0.58, poor 0.21; of 0.7: 0.513924.., 0.186075..
select results_eq('select generator_name, new_weight from stage order by 1', $$values ('blind', 0.1500), ('good', 0.5139), ('idle', 0.1500), ('poor', 0.1861)$$, 'exactly as they were; the others share what is left');

select r.status from bandit.optimize() as r \gset
select r.status from bandit.optimize(p_now => '2026-11-23 18:00+00') as r \gset
select r.status from bandit.optimize(p_now => '2026-11-24 00:00+00') as r \gset
select is(g.weight, 0.1500, 'after three runs too') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'idle';
select is_empty(format('select 1 from bandit.weight_changes where account_id = %s and generator_name in (''idle'', ''blind'')', :account_id), 'with nothing in the history');
select is(e.explanation, 'nothing measured in the window, weight kept', 'and the reason is told') from stage as e where e.generator_name = 'idle';

select pg_temp.posts('idle', 1, 1000, 0, '2026-11-23 11:00+00') \gset
set local bandit.fake_now = '2026-11-24 06:00+00';
select is(s.rule, 'blended', 'one measurement, and it moves again') from stage as s where s.generator_name = 'idle';

select * from finish();
rollback;
