-- check_reason: whoever overrules the system says why.

create or replace function bandit_internal.check_reason(
    p_reason text   -- as the caller gave it
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if (p_reason ~ '\S') is not true then
        raise exception 'a reason is required'
            using errcode = 'WT004', detail = 'p_reason is empty', hint = 'say why in a few words: it is kept in the history';
    end if;
end
$function$;

comment on function bandit_internal.check_reason(text) is 'Raises WT004 for an empty reason.';

revoke all on function bandit_internal.check_reason(text) from public;
