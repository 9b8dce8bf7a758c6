-- tests/sql/operations/health_idle_generators/chance.sql: a generator in play is chosen within a week, unless chance explains that it was not.
begin;
select plan(7);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 0.98, "b": 0.02}') \gset
select is(pg_temp.says('idle_generators'), 'info: no data yet', 'nothing was chosen');
select pg_temp.choices('a', 200), pg_temp.choices('b', 1, '2026-11-16 12:00+00') \gset
select is(pg_temp.says('idle_generators'), 'info: b', '0.98 ^ 200 = 0.018: that may be');
select pg_temp.choices('a', 100) \gset
select is(pg_temp.says('idle_generators'), 'warning: b', '0.98 ^ 300 = 0.002: that may not');
select pg_temp.weight_change('b', 0.01, 0.02, '2026-11-17 12:00+00') \gset
select is(pg_temp.says('idle_generators'), 'info: b', 'at half the weight it might: 0.99 ^ 300 = 0.05');
delete from bandit.weight_changes where account_id = :account_id;
insert into bandit.events (account_id, event_at, kind, generator_name, actor, message) values (:account_id, '2026-11-23 11:00+00', 'override', 'b', 'test', 'enabled');
select is(pg_temp.says('idle_generators'), 'info: b', 'it was enabled an hour ago');
delete from bandit.events where account_id = :account_id;
select pg_temp.choices('b', 1) \gset
select is(pg_temp.says('idle_generators'), 'ok: none', 'chosen once is well');
insert into bandit.generator_weights (account_id, generator_name, weight, status) values (:account_id, 'c', 0.5, 'disabled');
select is(pg_temp.says('idle_generators'), 'ok: none', 'who is disabled is not missed');

select * from finish();
rollback;
