-- tests/sql/operations/health_checks/shape.sql: every check says the same things, and no data yet is never well.
begin;
select plan(6);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}') \gset
select is(count(*), 21::bigint, 'twenty-one checks') from bandit.health_checks();
select is(count(distinct h.name), count(*), 'each with a name of its own') from bandit.health_checks() as h;
select is_empty($$select h.name from bandit.health_checks() as h where h.severity not in ('ok', 'info', 'warning', 'critical') or num_nulls(h.value, h.threshold, h.sentence) > 0$$, 'none leaves anything out');
select is_empty($$select h.name from bandit.health_checks() as h where h.value = 'no data yet' and (h.severity <> 'info' or h.sentence !~ '^no data yet: ')$$, 'no data yet is info');
select is(count(*), 21::bigint, 'the view shows the same') from bandit.health as h where h.account = 'test';
select is_empty($$select h.name from bandit.health_checks() as h where h.severity in ('warning', 'critical') and h.remedy is null$$, 'what goes off says what to run');

select * from finish();
rollback;
