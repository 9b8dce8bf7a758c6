-- set_arm: starts an experiment arm or changes a running one.
--
-- With another transform or strength, an arm is another experiment and its results start again; where shares change, those of
-- all arms do. A decision keeps the arm and the propensity that it was made with.

create or replace function bandit.set_arm(
    p_arm        text,                       -- lower case, such as variant_a
    p_share      numeric     default null,   -- its share of the choices, above 0 and below 1; null: unchanged
    p_transform  text        default null,   -- flatten, boost_low or none; null: unchanged; required for a new arm
    p_strength   numeric     default null,   -- above 0 and at most 1; null: unchanged, 0.3 for a new arm
    p_reason     text        default null,   -- why, in words; required
    p_actor      text        default null,   -- who; null: the login
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    arm       text,
    share     numeric,
    transform text,
    strength  numeric
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_old        bandit_internal.arm_period;
    v_new        bandit_internal.arm_period;
begin
    perform bandit_internal.check_reason(p_reason);
    perform bandit_internal.lock_account(v_account_id);

    select e.arm, e.share, e.transform, e.strength, e.started_at, e.ended_at
    into v_old
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.arm = p_arm
      and e.ended_at is null;

    if not found and p_transform is null then
        perform bandit_internal.check_arm(v_account_id, p_arm);
    end if;
    v_new := bandit_internal.plan_arm(v_old, p_arm, p_share, p_transform, p_strength, v_now);

    insert into bandit.experiment_arms as e (account_id, arm, share, transform, strength, started_at)
    values (v_account_id, v_new.arm, v_new.share, v_new.transform, v_new.strength, v_new.started_at)
    on conflict (account_id, arm) do update
    set share = excluded.share,
        transform = excluded.transform,
        strength = excluded.strength,
        started_at = excluded.started_at,
        ended_at = null;

    perform bandit_internal.balance_arms(v_account_id, v_now);
    perform bandit_internal.log_event(
        v_account_id, v_now, 'experiment', v_actor,
        format('arm %s %s: %s %s, share %s: %s', p_arm, case when v_old.arm is null then 'starts' else 'changes' end,
               v_new.transform, v_new.strength, v_new.share, p_reason),
        jsonb_build_object('arm', p_arm, 'old', to_jsonb(v_old), 'new', to_jsonb(v_new), 'reason', p_reason)
    );

    return query
    select e.arm, e.share::numeric, e.transform, e.strength
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.ended_at is null
    order by e.arm collate "C";
end
$function$;

comment on function bandit.set_arm(text, numeric, text, numeric, text, text, timestamptz, bigint) is
    'Starts an experiment arm or changes a running one, logs it, and gives control the share that the other arms leave. Returns the running arms with share and strength (0 to 1). Invalid name, share, transform or strength, or no reason: WT004. Unknown arm without a transform: WT011. No share left for control: WT015.';

revoke all on function bandit.set_arm(text, numeric, text, numeric, text, text, timestamptz, bigint) from public;
grant execute on function bandit.set_arm(text, numeric, text, numeric, text, text, timestamptz, bigint) to bandit_operator;
