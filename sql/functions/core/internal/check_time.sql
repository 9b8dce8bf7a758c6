-- check_time: raises an error for a time that is not stored.

create or replace function bandit_internal.check_time(
    p_at  timestamptz,   -- the time; null: not given
    p_now timestamptz    -- the present time; null: the time may lie ahead
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_ahead   constant interval := interval '1 hour';
    v_problem text := bandit_internal.time_problem(p_at, p_now + c_ahead);
begin
    if v_problem is not null then
        raise exception '%', v_problem
            using errcode = 'WT004',
                  detail  = format('the time is %s, the present time is %s', p_at, coalesce(p_now::text, 'not compared')),
                  hint    = 'pass the time at which it happened, or leave it out for the present time';
    end if;
end
$function$;

comment on function bandit_internal.check_time(timestamptz, timestamptz) is
    'Raises WT004 for a time that is infinite, not of the years 2006 to 9999, or more than an hour after p_now. Internal.';

revoke all on function bandit_internal.check_time(timestamptz, timestamptz) from public;
