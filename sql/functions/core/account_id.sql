-- account_id: the account_id of a handle.

create or replace function bandit.account_id(
    p_handle text   -- handle of the account
) returns bigint
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint;
begin
    select a.account_id
    into v_account_id
    from bandit.accounts as a
    where a.handle = p_handle;

    if not found then
        select a.account_id
        into v_account_id
        from bandit.accounts as a
        where a.former_handles @> array[p_handle];
    end if;
    if not found then
        raise exception 'there is no account %', coalesce(quote_literal(p_handle), 'without a handle')
            using errcode = 'WT001',
                  detail  = bandit_internal.known_accounts(),
                  hint    = 'create it with pgbandit account create, or with the function create_account';
    end if;
    return v_account_id;
end
$function$;

comment on function bandit.account_id(text) is
    'Returns the account_id of a handle, or of a former handle that no account has now. Unknown handle: WT001. SECURITY DEFINER, because the bot cannot read the table.';

revoke all on function bandit.account_id(text) from public;
grant execute on function bandit.account_id(text) to bandit_bot, bandit_operator, bandit_reader;
