-- lock_account: serialises the changes of an account's weights, arms, settings and attributions.

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
    'Locks an account until the end of the transaction (its row of account_settings): runs, overrides, changes of arms and attributions wait for each other. Internal.';

revoke all on function bandit_internal.lock_account(bigint) from public;
