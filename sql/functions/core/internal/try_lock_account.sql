-- try_lock_account: lock_account for whoever has something else to do meanwhile.

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
    'Locks the account''s row of settings until the transaction ends, as lock_account does, and does not wait: false where another session has it. For optimize_all, as whoever runs it.';

revoke all on function bandit_internal.try_lock_account(bigint) from public;
grant execute on function bandit_internal.try_lock_account(bigint) to bandit_operator;
