-- parse_timestamp: a time from any text.
--
-- Only a text that begins with year, month and day is a time: no word such as tomorrow, and no date such as 03/04/2026, which
-- the setting datestyle decides.

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
    c_form constant text := '^[0-9]{4}(-[0-9]{2}-[0-9]{2}|[0-9]{4}T)';
    v_at   timestamptz;
begin
    if p_text !~ c_form then
        return null;
    end if;
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
