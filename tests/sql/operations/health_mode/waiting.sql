-- tests/sql/operations/health_mode/waiting.sql: suggestions should not wait for long.
begin;
select plan(6);
\ir ../../fixtures/health.psql

select is(pg_temp.says('mode'), 'ok: autopilot', 'by default nothing waits');
select bandit.set_setting('mode', 'observe') \gset
select is(pg_temp.says('mode'), 'info: observe', 'runs that move nothing are worth knowing');
select bandit.set_setting('mode', 'suggest') \gset
select matches(pg_temp.sentence('mode'), '^no data yet: no suggestion waits for approval$', 'nothing waits yet');
select pg_temp.run('2026-11-16 12:00:01+00', 'superseded'), pg_temp.run('2026-11-23 06:00+00', 'suggested') \gset
select is(pg_temp.says('mode'), 'info: suggest, 6 d 23 h', 'what was superseded has waited too');
update bandit.optimization_runs set run_at = '2026-11-16 12:00+00' where account_id = :account_id and status = 'superseded';
select is(pg_temp.says('mode'), 'warning: suggest, 7 d 0 h', 'a week is long');
select pg_temp.run('2026-11-17 00:00+00', 'rejected') as run_id \gset
update bandit.optimization_runs set decided_at = '2026-11-18 00:00+00' where account_id = :account_id and run_id = :run_id;
select is(pg_temp.says('mode'), 'info: suggest, 0 d 6 h', 'what came before a decision waits no longer');

select * from finish();
rollback;
