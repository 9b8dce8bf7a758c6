-- tests/sql/views/exported_weights/present.sql: the present weight of every generator, disabled ones too.
begin;
select plan(1);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"beta": 0.7, "alpha": 0.3}') \gset
insert into bandit.generator_weights (account_id, generator_name, weight, status) values (:account_id, 'gamma', 0.1, 'disabled');
select results_eq($$select e.generator_name, e.weight, e.status from bandit.exported_weights as e where e.account = 'test'$$, $$values ('alpha', 0.3000::numeric(5, 4), 'active'), ('beta', 0.7000, 'active'), ('gamma', 0.1000, 'disabled')$$, 'by name');

select * from finish();
rollback;
