-- take_handle: a handle that an account has now is no former handle of any account.

create or replace function bandit_internal.take_handle(
    p_handle text   -- the handle of an account
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    update bandit.accounts as a
    set former_handles = array_remove(a.former_handles, p_handle)
    where a.former_handles @> array[p_handle];
end
$function$;

comment on function bandit_internal.take_handle(text) is 'Removes a handle from the former handles of all accounts. Internal.';

revoke all on function bandit_internal.take_handle(text) from public;
