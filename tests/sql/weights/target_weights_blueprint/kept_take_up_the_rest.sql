-- tests/sql/weights/target_weights_blueprint/kept_take_up_the_rest.sql: where nobody else is left, those without a measurement are scaled.
begin;
select plan(3);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"fails": 0.5, "idle": 0.3, "quiet": 0.2}') \gset
select pg_temp.posts('fails', 20, 1000, 0), pg_temp.posts('idle', 5, 1000, 9, '2026-09-23 12:00+00'), pg_temp.posts('quiet', 5, 1000, 9, '2026-09-23 12:00+00') \gset
create temp view stage as select e.* from bandit.explain_weights() as e;

select results_eq('select generator_name, rule, fixed_weight from stage order by 1', $$values ('fails', 'failing', 0.02), ('idle', 'kept', null), ('quiet', 'kept', null)$$, 'the failing one frees 0.48');
-- 0.98 x 3/5 and 0.98 x 2/5
select results_eq('select generator_name, new_weight from stage order by 1', $$values ('fails', 0.0200), ('idle', 0.5880), ('quiet', 0.3920)$$, 'which they share in proportion');
select is(s.explanation, 'nothing measured in the window, taking up the rest', 'and the reason does not say that they were kept') from stage as s where s.generator_name = 'idle';

select * from finish();
rollback;
