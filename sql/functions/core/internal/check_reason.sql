-- check_reason: checks that a reason is given.

create or replace function bandit_internal.check_reason(
    p_reason text   -- the reason for a decision of an operator
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if (p_reason ~ '[^[:space:]]') is not true then
        raise exception 'a reason is required'
            using errcode = 'WT004', detail = 'p_reason is empty', hint = 'give a reason in a few words; it is stored in the history';
    end if;
end
$function$;

comment on function bandit_internal.check_reason(text) is 'Raises WT004 if the reason is NULL or blank. Internal.';

revoke all on function bandit_internal.check_reason(text) from public;
