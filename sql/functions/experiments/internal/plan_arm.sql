-- plan_arm: an experiment arm after a change, checked.

create or replace function bandit_internal.plan_arm(
    p_old       bandit_internal.arm_period,   -- the running arm; all null: a new one
    p_arm       text,                         -- name of the arm
    p_share     numeric,                      -- its share of the choices; null: unchanged
    p_transform text,                         -- its transform; null: unchanged
    p_strength  numeric,                      -- its strength; null: unchanged, 0.3 where it had none
    p_now       timestamptz                   -- time of the change
) returns bandit_internal.arm_period
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_strength constant numeric := 0.3;
    v_new bandit_internal.arm_period := p_old;
begin
    v_new.arm := p_arm;
    v_new.share := round(coalesce(p_share, p_old.share), 4);
    v_new.transform := coalesce(p_transform, p_old.transform);
    v_new.strength := case
        when v_new.transform = 'none' then coalesce(p_strength, 0)
        else coalesce(p_strength, nullif(p_old.strength, 0), c_strength)
    end;
    v_new.started_at := case
        when (v_new.transform, v_new.strength) is distinct from (p_old.transform, p_old.strength) then p_now
        else p_old.started_at
    end;

    if p_arm is null or p_arm !~ '^[a-z][a-z0-9_]{0,30}$' or p_arm = 'control' then
        raise exception 'no arm can have the name %', coalesce(quote_literal(p_arm), 'null')
            using errcode = 'WT004',
                  detail  = 'a name is a lower-case letter followed by at most 30 letters, digits and underscores; the arm control cannot be set',
                  hint    = 'name another arm; control has the share that the other arms leave';
    end if;
    if not coalesce(v_new.share > 0 and v_new.share < 1, false) then
        raise exception '% is not a share', coalesce(v_new.share::text, 'null')
            using errcode = 'WT004', detail = 'a share is above 0 and below 1', hint = 'to stop an arm, end it';
    end if;
    if v_new.transform not in ('none', 'flatten', 'boost_low') then
        raise exception '% is not a transform', quote_literal(v_new.transform)
            using errcode = 'WT004', detail = 'transforms: none, flatten, boost_low', hint = 'use one of these';
    end if;
    if v_new.transform = 'none' and v_new.strength <> 0 or v_new.transform <> 'none' and not (v_new.strength > 0 and v_new.strength <= 1) then
        raise exception '% is not a strength of the transform %', v_new.strength, v_new.transform
            using errcode = 'WT004', detail = 'a strength is above 0 and at most 1; the transform none has the strength 0', hint = format('the default is %s', c_strength);
    end if;
    return v_new;
end
$function$;

comment on function bandit_internal.plan_arm(bandit_internal.arm_period, text, numeric, text, numeric, timestamptz) is
    'Returns an arm after a change; with another transform or strength its results start again. Invalid name, share, transform or strength: WT004. Internal.';

revoke all on function bandit_internal.plan_arm(bandit_internal.arm_period, text, numeric, text, numeric, timestamptz) from public;
