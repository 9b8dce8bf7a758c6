-- tests/sql/operations/update_alerts/open_and_close.sql: an alert is opened once, brought up to date, and closed when all is well.
begin;
select plan(11);
\ir ../../fixtures/health.psql

select bandit.set_setting('dominant_weight', '0.5'), pg_temp.generators('{"a": 0.6, "b": 0.4}') \gset
create temp view alert as select l.check_name, l.severity, l.opened_at, l.closed_at from bandit.alerts as l where l.account_id = bandit.account_id('test');
create temp view news as select e.event_at, e.kind, e.message, e.detail ->> 'severity' as severity from bandit.events as e where e.account_id = bandit.account_id('test') and e.kind ~ '^alert' order by e.event_id;
select bandit.update_alerts() \gset
select results_eq('table alert', $$values ('dominant_generator', 'warning', timestamptz '2026-11-23 12:00+00', null::timestamptz)$$, 'an alert is opened');
select results_eq('table news', $$values (timestamptz '2026-11-23 12:00+00', 'alert', 'dominant_generator: a is chosen so often that the others are rarely tried', 'warning')$$, 'and told');
select bandit.update_alerts(), bandit.update_alerts(p_now => '2026-11-23 12:15+00') \gset
select is((select count(*) from alert) + (select count(*) from news), 2::bigint, 'again, nothing happens');
update bandit.generator_weights set weight = 1 - weight where account_id = :account_id;
select bandit.update_alerts(p_now => '2026-11-23 12:30+00') \gset
select is(o.message, 'b is chosen so often that the others are rarely tried', 'the message is the latest') from bandit.open_alerts as o where o.account = 'test';
select is((select count(*) from news), 1::bigint, 'that is no news');
update bandit.generator_weights set status = 'disabled' where account_id = :account_id;
select bandit_internal.record_checks(:account_id, array(select h from bandit.health_checks() as h where h.name = 'dominant_generator'), '2026-11-23 12:40+00') \gset
select is(o.message, 'b is chosen so often that the others are rarely tried', 'no data yet is not well: it stays open') from bandit.open_alerts as o where o.account = 'test';
update bandit.generator_weights set status = 'active' where account_id = :account_id;
select bandit.set_setting('dominant_weight', '0.6'), bandit.update_alerts(p_now => '2026-11-23 12:45+00') \gset
select results_eq('table alert', $$values ('dominant_generator', 'warning', timestamptz '2026-11-23 12:00+00', timestamptz '2026-11-23 12:45+00')$$, 'once well it is closed');
select is_empty($$select from bandit.open_alerts as o where o.account = 'test'$$, 'and no longer open');
select is(n.message, 'dominant_generator: b has the largest weight and leaves room for the others', 'which is told') from news as n where n.kind = 'alert_closed';
select bandit.update_alerts(p_now => '2026-11-23 13:00+00') \gset
select is((select count(*) from news), 2::bigint, 'once');
select bandit.set_setting('dominant_weight', '0.5'), bandit.update_alerts(p_now => '2026-11-23 13:15+00') \gset
select is((select count(*) from alert), 2::bigint, 'another time is another alert');

select * from finish();
rollback;
