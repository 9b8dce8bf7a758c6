-- account_handle: the handle of an account.

create or replace function bandit.account_handle(
    p_account_id bigint default null   -- null: the current account
) returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
begin
    return (
        select a.handle
        from bandit.accounts as a
        where a.account_id = v_account_id
    );
end
$function$;

comment on function bandit.account_handle(bigint) is
    'Returns the handle of an account. Unknown account: WT001. SECURITY DEFINER, because the bot cannot read the table.';

revoke all on function bandit.account_handle(bigint) from public;
grant execute on function bandit.account_handle(bigint) to bandit_bot, bandit_operator, bandit_reader;
