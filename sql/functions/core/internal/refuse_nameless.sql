-- refuse_nameless: raises the error for a call that does not say which account it means.

create or replace function bandit_internal.refuse_nameless() returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_accounts text := bandit_internal.known_accounts();
    v_example  text := (select quote_literal(min(a.handle)) from bandit.accounts as a where a.handle <> 'default');
begin
    raise exception 'the call names no account'
        using errcode = 'WT020',
              detail  = v_accounts,
              hint    = coalesce('name one: p_account_id => bandit.account_id(' || v_example || ')', 'create one with pgbandit account create, or with the function create_account');
end
$function$;

comment on function bandit_internal.refuse_nameless() is 'Raises WT020: the call names no account; lists the accounts and says how to name one.';

revoke all on function bandit_internal.refuse_nameless() from public;
