-- tests/sql/operations/health_unposted_decisions/planned.sql: a decision is posted or discarded within a day.
begin;
select plan(3);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}'), pg_temp.choices('a', 2), pg_temp.choices('a', 1, '2026-11-15 12:00+00') \gset
select is(pg_temp.says('unposted_decisions'), 'info: no data yet', 'they have a day; what is older than a week and a day is past');
select pg_temp.choices('a', 2, '2026-11-22 12:00+00') \gset
select is(pg_temp.says('unposted_decisions'), 'warning: 2 of 2 decisions', 'a day is over');
update bandit.content_metadata set status = 'discarded' where account_id = :account_id and created_at = '2026-11-22 12:00+00';
select is(pg_temp.says('unposted_decisions'), 'ok: 0 of 2 decisions', 'discarded is well');

select * from finish();
rollback;
