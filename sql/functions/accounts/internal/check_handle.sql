-- check_handle: checks the handle that an account is to have.

create or replace function bandit_internal.check_handle(
    p_handle text   -- the handle
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if p_handle is null or p_handle !~ '^[A-Za-z0-9_.@-]{1,100}$' then
        raise exception '% is not a handle', coalesce(quote_literal(p_handle), 'null')
            using errcode = 'WT004',
                  detail  = 'a handle has 1 to 100 letters, digits and the characters _ . @ -',
                  hint    = 'leave out spaces and other punctuation';
    end if;
end
$function$;

comment on function bandit_internal.check_handle(text) is 'Raises WT004 unless the text can be the handle of an account. Internal.';

revoke all on function bandit_internal.check_handle(text) from public;
