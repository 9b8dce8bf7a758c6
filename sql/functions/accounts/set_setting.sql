-- set_setting: changes one column of account_settings.
--
-- The columns are the list of settings: their types parse the value, their CHECKs bound it, and their comments are the hint of
-- the error. Another floor rescales the weights at once.

create or replace function bandit.set_setting(
    p_key        text,                       -- a column of account_settings
    p_value      text,                       -- the new value as text
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set intervalstyle = 'postgres'
as $function$
declare
    v_account_id  bigint := bandit_internal.resolve_account(p_account_id);
    v_now         timestamptz := bandit_internal.resolve_now(p_now);
    v_actor       text := session_user;
    v_value       text := p_value;
    v_objective   bandit_internal.objective;
    v_type        text;
    v_description text;
    v_old         text;
    v_new         text;
begin
    select format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum)
    into v_type, v_description
    from pg_attribute as a
    where a.attrelid = 'bandit.account_settings'::regclass
      and a.attname = p_key
      and a.attnum > 0
      and not a.attisdropped
      and a.attname <> 'account_id';

    if not found then
        raise exception 'there is no setting %', coalesce(quote_literal(p_key), 'without a name')
            using errcode = 'WT005',
                  detail  = format('settings: %s', bandit_internal.setting_names()),
                  hint    = 'select * from bandit.settings shows them with their values';
    end if;

    if v_type = 'interval' and p_value ~ '^[[:space:]]*[-+]?[0-9.]+[[:space:]]*$' then
        raise exception '% is not a value for %', quote_literal(p_value), p_key
            using errcode = 'WT006', detail = 'it has no unit', hint = 'write it as ''14 days'' or ''6 hours''';
    end if;

    if p_key = 'time_zone' then
        v_value := bandit_internal.canonical_time_zone(p_value);
    elsif p_key = 'objective' then
        v_objective := bandit_internal.parse_objective(p_value);
        v_value := case when v_objective.problem is null then v_objective.name else '' end;   -- which the CHECK refuses
    end if;

    execute format('select %I::text from bandit.account_settings where account_id = $1 for update', p_key)
    into v_old
    using v_account_id;

    begin
        execute format('update bandit.account_settings set %I = $1::%s where account_id = $2 returning %I::text', p_key, v_type, p_key)
        into v_new
        using v_value, v_account_id;
        perform v_now at time zone s.time_zone, v_now - s.lookback   -- what no CHECK can judge
        from bandit.account_settings as s
        where s.account_id = v_account_id;
    exception
        when data_exception or integrity_constraint_violation then
            raise exception '% is not a value for %', coalesce(quote_literal(p_value), 'null'), p_key
                using errcode = 'WT006',
                      detail  = bandit_internal.explain_setting(p_key, p_value, sqlstate, sqlerrm),
                      hint    = v_description;
    end;

    if v_new is distinct from v_old then
        perform bandit_internal.log_event(v_account_id, v_now, 'setting', v_actor, format('%s changed from %s to %s', p_key, v_old, v_new),
                                 jsonb_build_object('key', p_key, 'old', v_old, 'new', v_new));
        if p_key = 'min_weight' then
            perform bandit_internal.reproject_weights(v_account_id, 'min_weight changed', v_now);
        end if;
    end if;
    return v_new;
end
$function$;

comment on function bandit.set_setting(text, text, timestamptz, bigint) is
    'Sets one column of account_settings, logged; returns the value as stored. Unknown key: WT005. Bad value: WT006 with the allowed values. A floor that leaves no room: WT012.';

revoke all on function bandit.set_setting(text, text, timestamptz, bigint) from public;
grant execute on function bandit.set_setting(text, text, timestamptz, bigint) to bandit_operator;
