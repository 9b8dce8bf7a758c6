-- tests/sql/runs/log_run/failed_gives_way.sql: a failed run gives way to what comes at its time, any other run stays.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}'), pg_temp.posts('a', 10, 1000, 4), pg_temp.posts('b', 10, 1000, 1) \gset
select bandit_internal.log_failed_run(:account_id, bandit.clock(), 'run', 'WT012', 'no room') \gset
select results_eq(format('select r.status, r.reason, r.error_code from bandit.optimization_runs as r where r.account_id = %s', :account_id), $$values ('failed', 'no room', 'WT012')$$, 'a failed run is a row with its SQLSTATE');
select results_eq(format('select e.kind, e.detail from bandit.events as e where e.account_id = %s', :account_id), $$values ('run_failed', '{"error_code": "WT012"}'::jsonb)$$, 'and an event');

select r.run_id from bandit.optimize() as r \gset
select results_eq(format('select r.status, r.reason, r.error_code, r.run_id from bandit.optimization_runs as r where r.account_id = %s', :account_id), format($$values ('success', null, null, %s::bigint)$$, :run_id), 'a later attempt takes its place');
select bandit_internal.log_failed_run(:account_id, bandit.clock(), 'run', 'XX000', 'too late') \gset
select is(r.status, 'success', 'which no failure takes back') from bandit.optimization_runs as r where r.run_id = :run_id;
select is(bandit_internal.log_run(:account_id, bandit.clock(), 'blueprint', '7 days', jsonb_populate_record(null::bandit_internal.run_result, '{"status": "skipped"}')), null, 'nor anything else');
select is(count(*), 1::bigint, 'it is one row all along') from bandit.optimization_runs as r where r.account_id = :account_id;

select * from finish();
rollback;
