-- tests/sql/runs/log_failed_run/deleted_account.sql: an account that went away during its run leaves nothing to log.
begin;
select plan(2);

select lives_ok($$select bandit_internal.log_failed_run(-1, now(), 'run', 'WT001', 'there is no account')$$, 'no such account is no error');
select is_empty('select 1 from bandit.optimization_runs where account_id = -1', 'and no run');

select * from finish();
rollback;
