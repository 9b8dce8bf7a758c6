-- last_turn: the account after which a round of a job starts.

create or replace function bandit_internal.last_turn(
    p_job text   -- name of the job, such as attribution
) returns bigint
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    return coalesce(pg_sequence_last_value(format('bandit.%I', p_job || '_turn')::regclass), 0);
end
$function$;

comment on function bandit_internal.last_turn(text) is
    'Returns the account_id that had the last turn of a job, see record_turn; 0 if the job has not run yet. Internal: called by for_each_account with the rights of its caller.';

revoke all on function bandit_internal.last_turn(text) from public;
grant execute on function bandit_internal.last_turn(text) to bandit_operator;
