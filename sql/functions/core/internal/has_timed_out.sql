-- has_timed_out: is a cancelled statement one that took too long?
--
-- statement_timeout and pg_cancel_backend raise the same error, 57014. The server's timer can start a moment before the
-- statement's own time, so nine tenths of the limit suffice.

create or replace function bandit_internal.has_timed_out(
    p_timeout interval   -- statement_timeout when the statement started; 0: no limit
) returns boolean
language plpgsql
volatile
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return p_timeout > '0' and clock_timestamp() >= statement_timestamp() + 0.9 * p_timeout;
end
$function$;

comment on function bandit_internal.has_timed_out(interval) is
    'Returns whether the present statement of the client has reached statement_timeout. Internal: called by for_each_account with the rights of its caller.';

revoke all on function bandit_internal.has_timed_out(interval) from public;
grant execute on function bandit_internal.has_timed_out(interval) to bandit_operator;
