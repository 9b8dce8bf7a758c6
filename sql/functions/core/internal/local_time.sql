-- local_time: a time in a time zone, for sentences.

create or replace function bandit_internal.local_time(
    p_at        timestamptz,   -- the time
    p_time_zone text           -- a name of pg_timezone_names
) returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'   -- restored at the end
as $function$
begin
    perform set_config('timezone', p_time_zone, true);
    return to_char(p_at, 'YYYY-MM-DD HH24:MI TZ');
end
$function$;

comment on function bandit_internal.local_time(timestamptz, text) is
    'Returns a time to the minute in a time zone, with the abbreviation of the zone. NULL: there is no time.';

revoke all on function bandit_internal.local_time(timestamptz, text) from public;
grant execute on function bandit_internal.local_time(timestamptz, text) to bandit_operator, bandit_reader;
