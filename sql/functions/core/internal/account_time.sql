-- account_time: a time in the zone of an account, for sentences.

create or replace function bandit_internal.account_time(
    p_account_id bigint,       -- the account
    p_at         timestamptz   -- the time
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_time_zone text := (select s.time_zone from bandit_internal.stg_settings as s where s.account_id = p_account_id);
begin
    return bandit_internal.local_time(p_at, v_time_zone);
end
$function$;

comment on function bandit_internal.account_time(bigint, timestamptz) is
    'Returns a time to the minute in the zone of an account, with the abbreviation of the zone. NULL: there is no time.';

revoke all on function bandit_internal.account_time(bigint, timestamptz) from public;
grant execute on function bandit_internal.account_time(bigint, timestamptz) to bandit_operator, bandit_reader;
