-- interval_text: an interval as text, in the same form whatever the IntervalStyle of the session.

create or replace function bandit_internal.interval_text(
    p_interval interval   -- the interval
) returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set intervalstyle = 'postgres'
as $function$
    select p_interval::text
$function$;

comment on function bandit_internal.interval_text(interval) is 'Returns the interval in the style postgres, such as 90 days. NULL for NULL.';

revoke all on function bandit_internal.interval_text(interval) from public;
grant execute on function bandit_internal.interval_text(interval) to bandit_operator, bandit_reader;
