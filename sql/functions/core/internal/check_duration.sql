-- check_duration: a duration that can be added to a time.

create or replace function bandit_internal.check_duration(
    p_name  text,      -- what it is, for the message
    p_value interval   -- the duration
) returns interval
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    if not (p_value > interval '0' and p_value <= interval '100 years') then
        raise exception '% is not a %', p_value, p_name
            using errcode = 'WT004', detail = format('a %s is an interval above 0 and up to 100 years', p_name), hint = 'for example 7 days';
    end if;
    return p_value;
end
$function$;

comment on function bandit_internal.check_duration(text, interval) is
    'Returns p_value. Fails with WT004 if it is not above 0 and up to 100 years. NULL passes.';

revoke all on function bandit_internal.check_duration(text, interval) from public;
grant execute on function bandit_internal.check_duration(text, interval) to bandit_operator, bandit_reader;
