-- attribute_all: attributes the followers of every account, each in its own transaction.
--
-- A procedure that commits; see for_each_account.

create or replace procedure bandit.attribute_all(
    p_now timestamptz default null   -- time of all attributions; null: clock()
)
language plpgsql
as $procedure$
begin
    call bandit_internal.for_each_account('bandit.attribute_followers', 'attribution', p_now);
end
$procedure$;

comment on procedure bandit.attribute_all(timestamptz) is
    'Runs attribute_followers for every account at one time and commits after each. A failure is logged as an event and does not stop the others. Scheduled every 30 minutes.';

revoke all on procedure bandit.attribute_all(timestamptz) from public;
grant execute on procedure bandit.attribute_all(timestamptz) to bandit_operator;
