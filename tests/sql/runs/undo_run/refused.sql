-- tests/sql/runs/undo_run/refused.sql: only a run that was applied can be undone.
begin;
select plan(13);
\ir ../../fixtures/overrides.psql

select r.run_id as skipped_id from bandit.optimize(p_now => '2026-11-23 06:00+00') as r \gset
select pg_temp.posts('a', 10, 1000, 1), pg_temp.posts('b', 10, 1000, 4) \gset
select bandit_internal.log_failed_run(:account_id, '2026-11-23 07:00+00', 'run', 'WT012', 'no room'), (select max(r.run_id) from bandit.optimization_runs as r) as failed_id \gset
select bandit.set_setting('mode', 'observe') \gset
select r.run_id as observed_id from bandit.optimize() as r \gset
select bandit.set_setting('mode', 'suggest') \gset
select r.run_id as suggested_id from bandit.optimize(p_now => '2026-11-23 13:00+00') as r \gset
create temp table before as select * from weight;

select is(pg_temp.refusal(format('select bandit.undo_run(%s, ''x'')', run_id)),
    format('WT018 / run %s was not applied / account_id = %s / select * from bandit.recent_runs where status = ''success'' shows the applied runs', run_id, :account_id), 'a run that is ' || status)
from bandit.recent_runs where account = 'test' order by run_id;
select throws_ok('select bandit.undo_run(-1, ''x'')', 'WT018', 'run -1 was not applied', 'no run');
select throws_ok('select bandit.undo_run(null, ''x'')', 'WT018', 'run without an id was not applied', 'null');
select set_eq('table weight', 'table before', 'nothing changes');

select bandit.set_setting('mode', 'autopilot') \gset
select r.run_id from bandit.optimize(p_now => '2026-11-23 14:00+00') as r \gset
select throws_ok(format('select bandit.undo_run(%s)', :run_id), 'WT004', 'a reason is required', 'no reason');
select bandit.create_account('other') as other_id \gset
select throws_ok(format('select bandit.undo_run(%s, ''x'', p_account_id => %s)', :run_id, :other_id), 'WT018', null, 'the run of another account');
set local role bandit_reader;
select throws_ok(format('select bandit.undo_run(%s, ''x'')', :run_id), '42501', null, 'a reader may not');
set local role bandit_bot;
select throws_ok(format('select bandit.undo_run(%s, ''x'')', :run_id), '42501', null, 'nor may the bot');
set local role bandit_operator;
select lives_ok(format('select bandit.undo_run(%s, ''x'')', :run_id), 'an operator may');
reset role;
select set_eq('table weight', 'table before', 'and has the weights of before');

select * from finish();
rollback;
