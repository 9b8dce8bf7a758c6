-- oldest_month: the oldest month of readings to keep.

create or replace function bandit_internal.oldest_month(
    p_now timestamptz   -- the present time; clock() if it is ahead of that
) returns timestamptz
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_now       timestamptz := least(p_now, bandit.clock());
    v_retention interval := (select max(s.snapshot_retention) from bandit.account_settings as s);
begin
    return date_trunc('month', v_now - v_retention);
end
$function$;

comment on function bandit_internal.oldest_month(timestamptz) is
    'Returns the start of the month (UTC) that lies the longest snapshot_retention before p_now, or before clock() if p_now is ahead of it.';

revoke all on function bandit_internal.oldest_month(timestamptz) from public;
