-- setting_size: the value of a setting as a number, for comparing values.

create or replace function bandit_internal.setting_size(
    p_value text   -- a number or an interval
) returns numeric
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return case
        when p_value ~ '^[0-9.]+$' then p_value::numeric
        else extract(epoch from p_value::interval)
    end;
end
$function$;

comment on function bandit_internal.setting_size(text) is
    'Returns the value of a setting as a number: a number as it is, an interval in seconds.';

revoke all on function bandit_internal.setting_size(text) from public;
grant execute on function bandit_internal.setting_size(text) to bandit_operator, bandit_reader;
