-- try_lock_account: locks an account unless another session has locked it.

create or replace function bandit_internal.try_lock_account(
    p_account_id bigint   -- the account
) returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    perform
    from bandit.account_settings as s
    where s.account_id = p_account_id
    for update skip locked;
    return found;
end
$function$;

comment on function bandit_internal.try_lock_account(bigint) is
    'Locks an account as lock_account does, but does not wait: returns false if another session has locked it, or if there is no such account. Internal: called by for_each_account with the rights of its caller.';

revoke all on function bandit_internal.try_lock_account(bigint) from public;
grant execute on function bandit_internal.try_lock_account(bigint) to bandit_operator;
