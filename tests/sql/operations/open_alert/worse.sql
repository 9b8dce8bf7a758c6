-- tests/sql/operations/open_alert/worse.sql: an alert keeps the worst it has been, and tells when it grows worse.
begin;
select plan(3);
\ir ../../fixtures/health.psql

create temp view news as select e.detail ->> 'severity' as severity from bandit.events as e where e.account_id = bandit.account_id('test') and e.kind = 'alert' order by e.event_id;
select bandit_internal.open_alert(:account_id, 'x', severity, 'so', '2026-11-23 12:00+00') from unnest(array['warning', 'critical', 'critical', 'warning']) with ordinality as u (severity, n) order by n \g /dev/null
select results_eq('table news', $$values ('warning'), ('critical')$$, 'two events');
select results_eq($$select l.severity from bandit.alerts as l where l.account_id = bandit.account_id('test')$$, $$values ('critical')$$, 'one alert, as bad as it got');
select is(array_agg(o.check_name), array['x'], 'it is open') from bandit.open_alerts as o where o.account = 'test';

select * from finish();
rollback;
