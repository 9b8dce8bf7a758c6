-- apply_override: puts the plan of an override in force, with its history.

create or replace function bandit_internal.apply_override(
    p_account_id     bigint,        -- the account, whose settings row the caller has locked
    p_generator_name text,          -- canonical name
    p_action         text,          -- the override
    p_plan           jsonb,         -- array of the rows of plan_override
    p_reason         text,          -- why, in words
    p_actor          text,          -- who
    p_now            timestamptz    -- time the change stands for
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_mine record;
begin
    select p.*
    into v_mine
    from jsonb_to_recordset(p_plan) as p (
        generator_name text, old_status text, new_status text, old_weight numeric, new_weight numeric, pinned_weight numeric
    )
    where p.generator_name = p_generator_name;

    update bandit.generator_weights as g
    set status = v_mine.new_status,
        pinned_weight = null,
        last_updated = p_now
    where g.account_id = p_account_id
      and g.generator_name = p_generator_name;

    perform bandit_internal.set_weights(
        p_account_id,
        array_agg(p.generator_name),
        array_agg(p.new_weight),
        array_agg(format('%s of %s: %s', p_action, p_generator_name, p_reason)),
        p_actor,
        null,
        p_now
    )
    from jsonb_to_recordset(p_plan) as p (generator_name text, new_weight numeric);

    update bandit.generator_weights as g
    set pinned_weight = v_mine.pinned_weight
    where g.account_id = p_account_id
      and g.generator_name = p_generator_name
      and v_mine.pinned_weight is not null;
    perform bandit_internal.refresh_propensities(p_account_id);

    perform bandit_internal.log_event(
        p_account_id, p_now, 'override', p_actor,
        format('%s of %s: %s', p_action, p_generator_name, p_reason),
        to_jsonb(v_mine) || jsonb_build_object('action', p_action, 'reason', p_reason),
        p_generator_name
    );
end
$function$;

comment on function bandit_internal.apply_override(bigint, text, text, jsonb, text, text, timestamptz) is
    'Writes status, pin and weights of a planned override, and logs it. Internal.';

revoke all on function bandit_internal.apply_override(bigint, text, text, jsonb, text, text, timestamptz) from public;
