-- daypart: the quarter of the day of a time, for learning by context.

create or replace function bandit_internal.daypart(
    p_at        timestamptz,   -- the time
    p_time_zone text           -- name of the time zone of the account
) returns integer
language sql
immutable
parallel safe
as $function$
    select floor(date_part('hour', p_at at time zone p_time_zone) / 6)::integer
$function$;

comment on function bandit_internal.daypart(timestamptz, text) is
    'Returns the daypart, 0 to 3: night (from 0:00), morning (from 6:00), afternoon (from 12:00) or evening (from 18:00) in the time zone.';

revoke all on function bandit_internal.daypart(timestamptz, text) from public;
grant execute on function bandit_internal.daypart(timestamptz, text) to bandit_operator, bandit_reader;
