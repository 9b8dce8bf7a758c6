-- resolve_account: the account that a call is for. Every public function calls it once.

create or replace function bandit_internal.resolve_account(
    p_account_id bigint   -- as given by the caller; null: the current account
) returns bigint
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := coalesce(p_account_id, bandit_internal.current_account());
begin
    if v_account_id is null then
        perform bandit_internal.refuse_nameless();
    end if;
    if p_account_id is not null and not exists (select 1 from bandit.accounts as a where a.account_id = p_account_id) then
        raise exception 'there is no account with account_id %', p_account_id
            using errcode = 'WT001',
                  detail  = format('account_id = %s', p_account_id),
                  hint    = 'select bandit.account_id(''handle'') gives the account_id of a handle';
    end if;
    return v_account_id;
end
$function$;

comment on function bandit_internal.resolve_account(bigint) is
    'Returns the account that a call is for: the given account_id, else that of current_account. Unknown account: WT001. No account is given, and there are several: WT020.';

revoke all on function bandit_internal.resolve_account(bigint) from public;
grant execute on function bandit_internal.resolve_account(bigint) to bandit_operator, bandit_reader;
