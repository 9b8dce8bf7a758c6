-- tests/sql/health/health_dominant_generator/share.sql: one generator leaves room for the others.
begin;
select plan(3);
\ir ../../fixtures/health.psql

select is(pg_temp.says('dominant_generator'), 'info: no data yet', 'no generator in play');
select pg_temp.generators('{"a": 0.6001, "b": 0.3999}') \gset
select is(pg_temp.says('dominant_generator'), 'warning: a at 0.6001', 'above the default');
select bandit.set_setting('dominant_weight', '0.6001') \gset
select is(pg_temp.says('dominant_generator'), 'ok: a at 0.6001', 'at the limit it is well');

select * from finish();
rollback;
