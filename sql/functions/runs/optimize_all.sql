-- optimize_all: runs optimize for every account, each in a transaction of its own.
--
-- A procedure that commits, see for_each_account.

create or replace procedure bandit.optimize_all(
    p_now timestamptz default null   -- time of all the runs; null: clock()
)
language plpgsql
as $procedure$
begin
    call bandit_internal.for_each_account('bandit.optimize', 'run', p_now, 'bandit_internal.log_failed_run');
end
$procedure$;

comment on procedure bandit.optimize_all(timestamptz) is
    'Runs optimize for every account at one time and commits after each; a failure is logged as a failed run and does not stop the others. Sessions that call it with the same time share the accounts. Scheduled every six hours.';

revoke all on procedure bandit.optimize_all(timestamptz) from public;
grant execute on procedure bandit.optimize_all(timestamptz) to bandit_operator;
