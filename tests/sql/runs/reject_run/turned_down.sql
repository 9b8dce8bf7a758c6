-- tests/sql/runs/reject_run/turned_down.sql: a suggestion is turned down with a reason, and the weights stay.
begin;
select plan(13);
\ir ../../fixtures/overrides.psql

select pg_temp.posts('a', 10, 1000, 9), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('d', 10, 1000, 0) \gset
select bandit.set_setting('mode', 'suggest') \gset
select r.run_id from bandit.optimize() as r \gset
create temp table before as select g.* from bandit.generator_weights as g where g.account_id = :account_id;

select throws_ok(format('select bandit.reject_run(%s, %L)', :run_id, reason), 'WT004', 'a reason is required', 'a reason is required: ' || coalesce(to_json(reason)::text, 'null')) from unnest(array[null, ' ']) as reason;
set local role bandit_reader;
select throws_ok(format('select bandit.reject_run(%s, ''x'')', :run_id), '42501', null, 'a reader may not');
set local role bandit_operator;
select lives_ok(format('select bandit.reject_run(%s, ''a holiday week'', p_now => ''2026-11-23 15:00+00'')', :run_id), 'an operator may');
reset role;
select is(row(r.status, r.stages, r.decided_at, r.decided_by, r.decision_reason, jsonb_array_length(r.weights))::text, row('rejected', '[]'::jsonb, timestamptz '2026-11-23 15:00+00', session_user, 'a holiday week', 4)::text, 'by whom and why; what it proposed stays') from bandit.optimization_runs as r where r.run_id = :run_id;
select set_eq(format('select * from bandit.generator_weights where account_id = %s', :account_id), 'table before', 'no generator is touched');
select is_empty(format('select 1 from bandit.weight_changes where account_id = %s', :account_id), 'no weight changes');
select results_eq(format('select kind, message, event_at from bandit.events where account_id = %s and kind <> ''setting''', :account_id), format($$values ('approval', 'run %s was rejected: a holiday week', timestamptz '2026-11-23 15:00+00')$$, :run_id), 'it is told, and nothing else');
select throws_ok(format('select bandit.reject_run(%s, ''x'')', :run_id), 'WT018', null, 'it is not rejected twice');
select throws_ok(format('select bandit.approve_run(%s)', :run_id), 'WT018', null, 'nor approved');
select results_eq('select run_id, status from bandit.optimize()', format($$values (%s::bigint, 'rejected')$$, :run_id), 'at its time it stays rejected');
select is(r.status, 'suggested', 'the next run suggests anew') from bandit.optimize(p_now => '2026-11-23 18:00+00') as r;
select is(r.status, 'rejected', 'and does not supersede it') from bandit.optimization_runs as r where r.run_id = :run_id;

select * from finish();
rollback;
