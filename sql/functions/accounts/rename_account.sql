-- rename_account: gives an account another handle; its former one is still understood.

create or replace function bandit.rename_account(
    p_new_handle text,                       -- letters, digits and _ . @ -, at most 100
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_old_handle text;
begin
    perform bandit_internal.check_handle(p_new_handle);
    perform bandit_internal.lock_account(v_account_id);
    v_old_handle := bandit.account_handle(v_account_id);
    if p_new_handle = v_old_handle then
        return v_old_handle;
    end if;

    begin
        update bandit.accounts as a
        set handle = p_new_handle,
            former_handles = a.former_handles || v_old_handle
        where a.account_id = v_account_id;
    exception
        when unique_violation then
            raise exception 'the account % exists already', quote_literal(p_new_handle)
                using errcode = 'WT007', detail = format('account_id = %s is %s', v_account_id, v_old_handle), hint = 'choose another handle';
    end;
    perform bandit_internal.take_handle(p_new_handle);
    perform bandit_internal.log_event(v_account_id, v_now, 'account_renamed', v_actor, format('account %s renamed to %s', v_old_handle, p_new_handle),
                             jsonb_build_object('old', v_old_handle, 'new', p_new_handle));
    return p_new_handle;
end
$function$;

comment on function bandit.rename_account(text, timestamptz, bigint) is
    'Changes the handle of an account, logged, and keeps the former one as an alias until another account takes it; returns the new handle. Unknown account: WT001. Bad handle: WT004. Handle of another account: WT007.';

revoke all on function bandit.rename_account(text, timestamptz, bigint) from public;
grant execute on function bandit.rename_account(text, timestamptz, bigint) to bandit_operator;
