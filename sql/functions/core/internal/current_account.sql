-- current_account: the account that a call without an account means.
--
-- The account default exists from the first migration. Beside exactly one other account, an unused one is not meant:
-- a user who creates the account mybot and nothing else means mybot.

create or replace function bandit_internal.current_account() returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_handle   text := nullif(current_setting('bandit.account', true), '');
    v_accounts bigint[];
    v_default  bigint;
begin
    if v_handle is not null then
        return bandit.account_id(v_handle);
    end if;

    v_accounts := array(select a.account_id from bandit.accounts as a limit 3);
    if cardinality(v_accounts) < 2 then
        return v_accounts[1];
    end if;

    if cardinality(v_accounts) = 2 then
        select a.account_id
        into v_default
        from bandit.accounts as a
        where a.handle = 'default';
        if v_default is not null and not bandit_internal.is_used(v_default) then
            return (array_remove(v_accounts, v_default))[1];
        end if;
    end if;
    return null;
end
$function$;

comment on function bandit_internal.current_account() is
    'Returns the account that a call without an account means: the one named by the setting bandit.account, else the only one, where an unused account default beside one other does not count. NULL: there are several, or none. Unknown handle: WT001.';

revoke all on function bandit_internal.current_account() from public;
