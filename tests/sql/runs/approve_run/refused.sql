-- tests/sql/runs/approve_run/refused.sql: only what waits can be decided on.
begin;
select plan(14);
\ir ../../fixtures/overrides.psql

select r.status from bandit.optimize(p_now => '2026-11-23 06:00+00') as r \gset
select pg_temp.posts('a', 10, 1000, 1, '2026-11-23 06:00+00'), pg_temp.posts('b', 10, 1000, 4, '2026-11-23 06:00+00') \gset
select bandit_internal.log_failed_run(:account_id, '2026-11-23 07:00+00', 'run', 'WT012', 'no room') \gset
select r.status from bandit.optimize(p_now => '2026-11-23 08:00+00') as r \gset
select bandit.set_setting('mode', 'observe') \gset
select r.status from bandit.optimize(p_now => '2026-11-23 09:00+00') as r \gset
select bandit.set_setting('mode', 'suggest') \gset
select r.run_id as rejected_id from bandit.optimize(p_now => '2026-11-23 10:00+00') as r \gset
select bandit.reject_run(:rejected_id, 'x') \gset
select r.status from bandit.optimize(p_now => '2026-11-23 11:00+00') as r \gset
select r.run_id from bandit.optimize() as r \gset
create temp table before as select * from weight;

select is(pg_temp.refusal(format('select bandit.%s(%s, ''x'')', call, run_id)), format('WT018 / run %s does not wait for a decision / its status is %s / select * from bandit.recent_runs where status = ''suggested'' shows the runs that wait', run_id, status), format('%s of a run that is %s', call, status))
from (select distinct on (r.status) r.run_id, r.status from bandit.recent_runs as r where r.account = 'test' and r.status not in ('suggested', 'failed') order by r.status) as r, unnest('{approve_run,reject_run}'::text[]) as call;
select is(pg_temp.refusal('select bandit.approve_run(-1)'), 'WT018 / run -1 does not wait for a decision / the account has no such run / select * from bandit.recent_runs where status = ''suggested'' shows the runs that wait', 'no run');
select throws_ok('select bandit.approve_run(null)', 'WT018', 'run without an id does not wait for a decision', 'null');
select bandit.create_account('other') as other_id \gset
select throws_ok(format('select bandit.approve_run(%s, p_account_id => %s)', :run_id, :other_id), 'WT018', null, 'the run of another account');
select set_eq('table weight', 'table before', 'nothing changes');

select * from finish();
rollback;
