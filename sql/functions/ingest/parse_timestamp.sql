-- parse_timestamp: a time from text that may be anything.

create or replace function bandit.parse_timestamp(
    p_text text   -- such as 2025-10-24T18:08:43Z
) returns timestamptz
language plpgsql
stable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_at timestamptz := p_text::timestamptz;
begin
    return case when isfinite(v_at) then v_at end;
exception
    when datetime_field_overflow or invalid_datetime_format or invalid_parameter_value then
        return null;
end
$function$;

comment on function bandit.parse_timestamp(text) is
    'The time that a text stands for; null where it is not a finite time. Without an offset: UTC, or the session''s time zone.';

revoke all on function bandit.parse_timestamp(text) from public;
grant execute on function bandit.parse_timestamp(text) to bandit_operator;
