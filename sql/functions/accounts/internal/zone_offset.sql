-- zone_offset: what somebody means who gives an offset instead of a time zone.
--
-- UTC+3 and +3 mean three hours east. In POSIX forms the number counts to the west: <+03>-3, EST5.

create or replace function bandit_internal.zone_offset(
    p_name text   -- not the name of a time zone
) returns interval
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_form  constant text := '^[[:space:]]*(<[^<>]{1,20}>|[A-Za-z/]{0,20})[[:space:]]*([+-]?)[[:space:]]*([0-9]{1,2})(:?([0-5][0-9]))?[[:space:]]*$';
    v_parts text[] := regexp_match(left(p_name, 100), c_form);
    v_sign  integer;
begin
    v_sign := case when v_parts[2] = '-' then -1 else 1 end * case when v_parts[1] like '<%' or (v_parts[1] <> '' and v_parts[2] = '') then -1 else 1 end;
    return v_sign * make_interval(hours => v_parts[3]::integer, mins => coalesce(v_parts[5], '0')::integer);
end
$function$;

comment on function bandit_internal.zone_offset(text) is
    'Returns the offset from UTC that a text such as UTC+3, +05:30 or <+03>-3 stands for, positive to the east; NULL for other texts. Internal.';

revoke all on function bandit_internal.zone_offset(text) from public;
