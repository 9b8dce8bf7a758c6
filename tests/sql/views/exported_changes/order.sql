-- tests/sql/views/exported_changes/order.sql: the changes of weights, oldest first.
begin;
select plan(1);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"alpha": 0.5, "beta": 0.5}') \gset
select pg_temp.weight_change('beta', 0.5, 0.6, '2026-11-20'), pg_temp.weight_change('alpha', 0.4, 0.5, '2026-11-10') \gset
select results_eq($$select e.generator_name, e.old_weight, e.new_weight from bandit.exported_changes as e where e.account = 'test'$$, $$values ('alpha', 0.4::numeric(5, 4), 0.5::numeric(5, 4)), ('beta', 0.5, 0.6)$$, 'oldest first');

select * from finish();
rollback;
