-- apply_override: writes a planned override, with its history.

create or replace function bandit_internal.apply_override(
    p_account_id     bigint,                          -- the account, whose settings row the caller has locked
    p_generator_name text,                            -- canonical name
    p_action         text,                            -- the override
    p_moves          bandit_internal.weight_move[],   -- from plan_override
    p_reason         text,                            -- why, in words
    p_actor          text,                            -- who
    p_now            timestamptz                      -- time that the change stands for
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_message text := format('%s of %s: %s', p_action, p_generator_name, p_reason);
    v_own     bandit_internal.weight_move;
    v_weight  numeric;
begin
    select m.*
    into v_own
    from unnest(p_moves) as m
    where m.generator_name = p_generator_name;
    -- Out of play it had no weight, and its history says so.
    v_weight := case when v_own.old_status in ('active', 'testing') then v_own.old_weight else 0 end;

    update bandit.generator_weights as g
    set status = v_own.new_status,
        weight = v_weight,   -- set_weights moves it, and a pin with it
        pinned_weight = case when v_own.pinned_weight is not null then v_weight end,
        pin_when_enabled = case when v_own.new_status <> 'active' then coalesce(g.pinned_weight, g.pin_when_enabled) end,
        last_updated = p_now
    where g.account_id = p_account_id
      and g.generator_name = p_generator_name;

    perform bandit_internal.set_weights(
        p_account_id,
        array(select row(m.generator_name, m.new_weight, v_message, null)::bandit_internal.new_weight from unnest(p_moves) as m),
        p_actor, null, p_now
    );

    if p_action = 'disable' then
        insert into bandit.weight_changes (account_id, generator_name, old_weight, new_weight, reason, actor, changed_at)
        values (p_account_id, p_generator_name, v_own.old_weight, 0, v_message, p_actor, p_now);
    end if;

    perform bandit_internal.log_event(
        p_account_id, p_now, 'override', p_actor, v_message,
        to_jsonb(v_own) || jsonb_build_object('action', p_action, 'reason', p_reason),
        p_generator_name
    );
end
$function$;

comment on function bandit_internal.apply_override(bigint, text, text, bandit_internal.weight_move[], text, text, timestamptz) is
    'Writes status, pin and weights of a planned override and logs it.';

revoke all on function bandit_internal.apply_override(bigint, text, text, bandit_internal.weight_move[], text, text, timestamptz) from public;
