-- clock_now: the clock at this moment, for a transaction that may have waited for a lock.

create or replace function bandit_internal.clock_now()
returns timestamptz
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $function$
begin
    return bandit.clock() + (clock_timestamp() - now());
end
$function$;

comment on function bandit_internal.clock_now() is 'Returns clock(), which stands still in a transaction, plus the time since the transaction started. Internal.';

revoke all on function bandit_internal.clock_now() from public;
