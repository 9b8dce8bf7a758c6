-- time_problem: the reason why a time is not stored.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.time_problem(
    p_at     timestamptz,   -- the time; null: not given
    p_latest timestamptz    -- the latest time that is possible; null: no limit
) returns text
language sql
immutable
parallel safe
as $function$
    select case
        when not isfinite(p_at) then 'a time must be finite'
        when p_at < timestamptz '2006-01-01 00:00+00' or p_at >= timestamptz '10000-01-01 00:00+00' then 'a time must lie between the years 2006 and 9999'
        when p_at > p_latest then 'a time cannot lie more than an hour ahead'
    end
$function$;

comment on function bandit_internal.time_problem(timestamptz, timestamptz) is
    'Returns the reason why a time is not stored: infinite, not of the years 2006 to 9999, or later than p_latest. NULL: none. Internal.';

revoke all on function bandit_internal.time_problem(timestamptz, timestamptz) from public;
grant execute on function bandit_internal.time_problem(timestamptz, timestamptz) to bandit_operator, bandit_reader;
