-- detect_changes_all: runs detect_changes for every account, each in a transaction of its own.
--
-- A procedure that commits, see for_each_account.

create or replace procedure bandit.detect_changes_all(
    p_now timestamptz default null   -- time of all calls; null: clock()
)
language plpgsql
as $procedure$
begin
    call bandit_internal.for_each_account('bandit.detect_changes', 'detection', p_now);
end
$procedure$;

comment on procedure bandit.detect_changes_all(timestamptz) is
    'Runs detect_changes for every account at one time and commits after each; a failure is logged as the event detection_failed and does not stop the others. Scheduled daily.';

revoke all on procedure bandit.detect_changes_all(timestamptz) from public;
grant execute on procedure bandit.detect_changes_all(timestamptz) to bandit_operator;
