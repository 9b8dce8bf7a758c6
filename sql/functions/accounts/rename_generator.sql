-- rename_generator: gives a generator another name; its history goes with it, and its former name is still understood.

create or replace function bandit.rename_generator(
    p_generator  text,                       -- in any spelling
    p_new_name   text,                       -- its new name, kept as written
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
    v_old_name   text;
begin
    perform bandit_internal.lock_account(v_account_id);
    v_old_name := bandit_internal.find_generator(v_account_id, p_generator);
    perform bandit_internal.check_name(p_new_name);
    perform bandit_internal.check_name_free(v_account_id, p_new_name, v_old_name);
    if p_new_name = v_old_name then
        return v_old_name;
    end if;

    perform bandit_internal.rename_everywhere(v_account_id, v_old_name, p_new_name);
    delete from bandit.generator_aliases as a
    where a.account_id = v_account_id
      and bandit_internal.generator_key(a.alias) = bandit_internal.generator_key(p_new_name);
    insert into bandit.generator_aliases (account_id, alias, generator_name)
    select v_account_id, v_old_name, p_new_name
    where bandit_internal.generator_key(v_old_name) <> bandit_internal.generator_key(p_new_name);
    perform bandit_internal.refresh_propensities(v_account_id);

    perform bandit_internal.log_event(v_account_id, v_now, 'generator_renamed', v_actor, format('%s renamed to %s', v_old_name, p_new_name),
                             jsonb_build_object('old', v_old_name, 'new', p_new_name), p_new_name);
    return p_new_name;
end
$function$;

comment on function bandit.rename_generator(text, text, timestamptz, bigint) is
    'Renames a generator with its posts, weights, changes, events and runs, and keeps the former name as an alias; returns the new name. Unknown generator: WT002. Bad name: WT004. Name of another generator: WT007.';

revoke all on function bandit.rename_generator(text, text, timestamptz, bigint) from public;
grant execute on function bandit.rename_generator(text, text, timestamptz, bigint) to bandit_operator;
