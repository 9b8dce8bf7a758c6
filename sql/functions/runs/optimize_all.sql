-- optimize_all: runs optimize for every account, each in a transaction of its own.
--
-- A procedure that commits, see for_each_account. The job gives no time.

create or replace procedure bandit.optimize_all(
    p_now timestamptz default null   -- time of all the runs; null: clock(), for accounts without a recent run
)
language plpgsql
as $procedure$
begin
    call bandit_internal.for_each_account(
        case when p_now is null then 'bandit_internal.optimize_if_due'::regproc else 'bandit.optimize'::regproc end,
        'run', p_now, 'bandit_internal.log_failed_run'
    );
end
$procedure$;

comment on procedure bandit.optimize_all(timestamptz) is
    'Runs optimize for every account at one time and commits after each; a failure is logged as a failed run and does not stop the others. Sessions that call it with the same time share the accounts. An account with a later run is left out; without p_now, also one whose last run is younger than three hours. Scheduled every six hours.';

revoke all on procedure bandit.optimize_all(timestamptz) from public;
grant execute on procedure bandit.optimize_all(timestamptz) to bandit_operator;
