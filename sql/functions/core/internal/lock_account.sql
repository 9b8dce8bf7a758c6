-- lock_account: one change of an account's weights, arms or settings at a time.

create or replace function bandit_internal.lock_account(
    p_account_id bigint   -- the account
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    perform
    from bandit.account_settings as s
    where s.account_id = p_account_id
    for update;
end
$function$;

comment on function bandit_internal.lock_account(bigint) is
    'Locks the account''s row of settings until the transaction ends: runs, overrides and changes of arms wait for each other.';

revoke all on function bandit_internal.lock_account(bigint) from public;
