-- parse_timestamp: a time from any text.

create or replace function bandit_internal.parse_timestamp(
    p_text text   -- such as 2025-10-24T18:08:43Z
) returns timestamptz
language plpgsql
stable
strict
parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_at timestamptz;
begin
    v_at := p_text::timestamptz;   -- not in the declaration: the handler does not catch errors there
    return case when isfinite(v_at) then v_at end;
exception
    when data_exception then
        return null;
end
$function$;

comment on function bandit_internal.parse_timestamp(text) is
    'Returns the time that a text stands for, in UTC if it has no offset. NULL: the text is not a finite time.';

revoke all on function bandit_internal.parse_timestamp(text) from public;
