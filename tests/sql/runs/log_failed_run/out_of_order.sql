-- tests/sql/runs/log_failed_run/out_of_order.sql: a run that comes after a later one has not failed.
begin;
select plan(4);

select bandit.create_account('late') as account_id \gset
select lives_ok(format($$select bandit_internal.log_failed_run(%s, '2026-11-23', 'run', 'WT010', 'a run cannot be dated before the last applied run')$$, :account_id), 'a run before the last applied one');
select is(count(*), 0::bigint, 'is no failed run') from bandit.recent_runs as r where r.account = 'late';
select lives_ok(format($$select bandit_internal.log_failed_run(%s, '2026-11-23', 'run', '57014', 'canceling statement due to statement timeout')$$, :account_id), 'a run that took too long');
select is(array_agg(row(r.status, r.error_code)::text), array['(failed,57014)'], 'is one') from bandit.recent_runs as r where r.account = 'late';

select * from finish();
rollback;
