-- parse_timestamp: a time from text that may be anything.

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
    v_at := p_text::timestamptz;   -- here and not in its declaration, whose errors the block does not catch
    return case when isfinite(v_at) then v_at end;
exception
    when data_exception then
        return null;
end
$function$;

comment on function bandit_internal.parse_timestamp(text) is
    'The time that a text stands for; null where it is not a finite time. Without an offset: UTC.';

revoke all on function bandit_internal.parse_timestamp(text) from public;
