-- tests/sql/reporting/report/disabled.sql: a generator that could not be chosen at the time of a report is not in it.
begin;
select plan(9);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.5, "b": 0.3, "c": 0.2}') \gset
select pg_temp.posts('a', 10, 500, 2, '2026-11-09 12:00+00'), pg_temp.posts('b', 10, 500, 1, '2026-11-09 12:00+00') \gset
select count(*) from bandit.override_generator('b', 'disable', null, 'x', p_now => '2026-11-10 12:00+00') \gset
select count(*) from bandit.override_generator('b', 'enable', null, 'x', p_now => '2026-11-12 12:00+00') \gset
select count(*) from bandit.override_generator('b', 'disable', null, 'x', p_now => '2026-11-14 12:00+00') \gset
prepare names(timestamptz) as select r.generator_name from bandit.report(p_now => $1) as r order by 1;

select results_eq($$execute names('2026-11-10 11:00+00')$$, array['a', 'b', 'c'], 'before it was disabled');
select results_eq($$execute names('2026-11-11 12:00+00')$$, array['a', 'c'], 'while it was');
select results_eq($$execute names('2026-11-13 12:00+00')$$, array['a', 'b', 'c'], 'enabled again');
select results_eq($$execute names('2026-11-15 12:00+00')$$, array['a', 'c'], 'disabled again');
select results_eq('select r.generator_name from bandit.report() as r order by 1', array['a', 'c'], 'now');
select results_eq(format('select p.generator_name from bandit.performance as p where p.account_id = %s order by 1', :account_id), array['a', 'c'], 'performance');
select results_eq(format('select p.generator_name from bandit.evidence as p where p.account_id = %s order by 1', :account_id), array['a', 'c'], 'evidence');
select results_eq('select p.generator_name from bandit.bottom_performers(9, ''400 days'') as p order by 1', array['a', 'c'], 'the worst');
select results_eq(format('select w.status, w.weight::numeric, trim(w.bar) from bandit.weights as w where w.account_id = %s and w.generator_name = %L', :account_id, 'b'), $$values ('disabled', 0.0, '')$$, 'among the weights it has none');

select * from finish();
rollback;
