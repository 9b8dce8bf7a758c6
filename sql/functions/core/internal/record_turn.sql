-- record_turn: records which account has its turn in a round of a job.
--
-- In a sequence, because its value outlives a transaction that is rolled back and a session that is terminated: an account
-- that ends the session must not be the first of the next round, too.

create or replace function bandit_internal.record_turn(
    p_account_id bigint,   -- the account
    p_job        text      -- name of the job, such as attribution
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    perform setval(format('bandit.%I', p_job || '_turn')::regclass, p_account_id);
end
$function$;

comment on function bandit_internal.record_turn(bigint, text) is
    'Stores the account_id that has its turn in the sequence <job>_turn. Internal: called by for_each_account with the rights of its caller.';

revoke all on function bandit_internal.record_turn(bigint, text) from public;
grant execute on function bandit_internal.record_turn(bigint, text) to bandit_operator;
