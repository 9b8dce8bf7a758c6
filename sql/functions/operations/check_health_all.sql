-- check_health_all: checks the health of every account, each in a transaction of its own.
--
-- A procedure that commits, see for_each_account.

create or replace procedure bandit.check_health_all(
    p_now timestamptz default null   -- time of all the checks; null: clock()
)
language plpgsql
as $procedure$
begin
    call bandit_internal.for_each_account('bandit.update_alerts', 'health', p_now, 'bandit_internal.log_failed_checks');
end
$procedure$;

comment on procedure bandit.check_health_all(timestamptz) is
    'Runs update_alerts for every account at one time and commits after each; a failure opens the critical alert health and does not stop the others. Scheduled every 15 minutes.';

revoke all on procedure bandit.check_health_all(timestamptz) from public;
grant execute on procedure bandit.check_health_all(timestamptz) to bandit_operator;
