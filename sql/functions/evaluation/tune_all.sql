-- tune_all: tunes every account, each in a transaction of its own.
--
-- A procedure that commits, see for_each_account.

create or replace procedure bandit.tune_all(
    p_now timestamptz default null   -- time of all the comparisons; null: clock()
)
language plpgsql
as $procedure$
begin
    call bandit_internal.for_each_account('bandit.tune', 'tuning', p_now);
end
$procedure$;

comment on procedure bandit.tune_all(timestamptz) is
    'Runs tune for every account at one time and commits after each; a failure is logged as an event and does not stop the others. Scheduled daily.';

revoke all on procedure bandit.tune_all(timestamptz) from public;
grant execute on procedure bandit.tune_all(timestamptz) to bandit_operator;
