-- plan_arm: an experiment arm after a change, checked.

create or replace function bandit_internal.plan_arm(
    p_old       bandit_internal.arm_period,   -- the arm so far; all null: a new one
    p_arm       text,                         -- name of the arm
    p_share     numeric,                      -- its share of the choices; null: unchanged
    p_transform text,                         -- its transform; null: unchanged
    p_strength  numeric,                      -- its strength; null: unchanged, 0.3 where it had none
    p_policy    text,                         -- the policy that it follows; null: unchanged
    p_weights   jsonb,                        -- its own weights; null: unchanged
    p_now       timestamptz                   -- time of the change
) returns bandit_internal.arm_period
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_strength constant numeric := 0.3;
    v_is_scaled boolean := coalesce(p_transform, p_old.transform) in ('flatten', 'boost_low');
    v_is_same   boolean := coalesce(p_transform = p_old.transform, true);
    v_new       bandit_internal.arm_period := p_old;
begin
    v_new.arm := p_arm;
    v_new.share := round(coalesce(p_share, nullif(p_old.share, 0)), 4);
    v_new.transform := coalesce(p_transform, p_old.transform);
    v_new.strength := coalesce(p_strength, case when v_is_scaled then coalesce(nullif(p_old.strength, 0), c_strength) else 0 end);
    v_new.policy := coalesce(p_policy, case when v_is_same then p_old.policy end);
    v_new.weights := coalesce(p_weights, case when v_is_same then p_old.weights end);
    v_new.ended_at := null;
    v_new.started_at := case
        when (v_new.transform, v_new.strength, v_new.policy) is distinct from (p_old.transform, p_old.strength, p_old.policy)
             or v_new.weights is distinct from p_old.weights
            then p_now
        else p_old.started_at
    end;

    if p_arm is null or p_arm !~ '^[a-z][a-z0-9_]{0,30}$' or p_arm = 'control' then
        raise exception 'no arm can have the name %', coalesce(bandit_internal.quote_start(p_arm), 'null')
            using errcode = 'WT004',
                  detail  = 'a name is a lower-case letter followed by at most 30 letters, digits and underscores; the arm control cannot be set',
                  hint    = 'name another arm; control has the share that the other arms leave';
    end if;
    if not coalesce(v_new.share > 0 and v_new.share < 1, false) then
        raise exception '% is not a share', coalesce(v_new.share::text, 'null')
            using errcode = 'WT004', detail = 'a share is above 0 and below 1', hint = 'to stop an arm, end it';
    end if;
    if (v_new.transform in ('none', 'flatten', 'boost_low')
        or v_new.transform = 'weights' and v_new.weights is not null
        or v_new.transform = 'policy' and v_new.policy is not null and v_new.weights is not null) is not true then
        raise exception '% is not a transform', coalesce(bandit_internal.quote_start(v_new.transform), 'null')
            using errcode = 'WT004', detail = 'transforms: none, flatten, boost_low', hint = 'use one of these; start_experiment also takes weights or a policy';
    end if;
    if not coalesce(case when v_is_scaled then v_new.strength > 0 and v_new.strength <= 1 else v_new.strength = 0 end, false) then
        raise exception '% is not a strength of the transform %', v_new.strength, v_new.transform
            using errcode = 'WT004', detail = 'a strength is above 0 and at most 1 for flatten and boost_low, and 0 for other transforms', hint = format('the default is %s', c_strength);
    end if;
    return v_new;
end
$function$;

comment on function bandit_internal.plan_arm(bandit_internal.arm_period, text, numeric, text, numeric, text, jsonb, timestamptz) is
    'Returns an arm after a change, with p_now as its start if its transform, strength, policy or weights change. Invalid name, share, transform or strength: WT004. Internal.';

revoke all on function bandit_internal.plan_arm(bandit_internal.arm_period, text, numeric, text, numeric, text, jsonb, timestamptz) from public;
