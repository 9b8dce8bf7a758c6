-- add_generator: adds a generator with a fair weight; the others make room.

create or replace function bandit.add_generator(
    p_generator_name text,                       -- its name, kept as written
    p_weight         numeric default null,       -- its weight, 0 to 1; null: the setting new_generator_weight, or min_weight if that is higher
    p_status         text default 'active',      -- active, or testing to hold it at its weight
    p_notes          text default null,          -- free text
    p_now            timestamptz default null,   -- null: clock()
    p_account_id     bigint default null         -- null: the current account
) returns numeric
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_settings   record;
    v_weight     numeric;
begin
    perform bandit_internal.check_name(p_generator_name);
    if p_status is null or p_status not in ('active', 'testing') then
        raise exception '% is not a status of a new generator', coalesce(quote_literal(p_status), 'null')
            using errcode = 'WT004', detail = 'a new generator is active or testing', hint = 'use active, or testing to hold it at its weight';
    end if;

    select s.min_weight, s.new_generator_weight
    into v_settings
    from bandit.account_settings as s
    where s.account_id = v_account_id
    for update;

    perform bandit_internal.check_name_free(v_account_id, p_generator_name, null);

    v_weight := round(coalesce(p_weight, greatest(v_settings.new_generator_weight, v_settings.min_weight)), 4);
    if not v_weight between v_settings.min_weight and 1 then
        raise exception '% is not a weight', v_weight
            using errcode = 'WT004',
                  detail  = format('a weight is between min_weight %s and 1', v_settings.min_weight),
                  hint    = format('the default is %s', greatest(v_settings.new_generator_weight, v_settings.min_weight));
    end if;

    if not exists (
        select 1
        from bandit.generator_weights as g
        where g.account_id = v_account_id
          and g.status = 'active'
          and g.pinned_weight is null
    ) then
        v_weight := null;
    end if;

    insert into bandit.generator_weights (account_id, generator_name, weight, status, notes, last_updated)
    values (v_account_id, p_generator_name, 0, p_status, p_notes, v_now);

    perform bandit_internal.reproject_weights(v_account_id, format('generator %s added', p_generator_name), v_now, p_generator_name, v_weight);

    select g.weight
    into v_weight
    from bandit.generator_weights as g
    where g.account_id = v_account_id
      and g.generator_name = p_generator_name;

    perform bandit_internal.log_event(v_account_id, v_now, 'generator_added', v_actor, format('%s added at %s', p_generator_name, v_weight),
                             jsonb_build_object('weight', v_weight, 'status', p_status), p_generator_name);
    return v_weight;
end
$function$;

comment on function bandit.add_generator(text, numeric, text, text, timestamptz, bigint) is
    'Adds a generator and rescales the others; returns its weight (0 to 1). If no other weight is free, it takes up the rest. Bad name, status or weight: WT004. Existing name: WT007. No room: WT012.';

revoke all on function bandit.add_generator(text, numeric, text, text, timestamptz, bigint) from public;
grant execute on function bandit.add_generator(text, numeric, text, text, timestamptz, bigint) to bandit_operator;
