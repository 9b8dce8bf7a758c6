-- set_arm: starts an experiment arm or changes a running one.
--
-- With another transform or strength, an arm is another experiment; with another share it stays the same, and its results go on
-- in another period. A decision keeps the arm and the propensity that it was made with.

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

    select e.arm, e.share, e.transform, e.strength, e.started_at, e.ended_at, e.policy, e.weights
    into v_old
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.arm = p_arm
      and e.ended_at is null;

    if not found and p_transform is null then
        perform bandit_internal.check_arm(v_account_id, p_arm);
    end if;
    v_new := bandit_internal.plan_arm(v_old, p_arm, p_share, p_transform, p_strength, null, null, v_now);
    perform bandit_internal.write_arm(v_account_id, v_old, v_new, null, null, null, v_now);
    perform bandit_internal.log_event(
        v_account_id, v_now, 'experiment', v_actor,
        format('arm %s %s: %s, share %s: %s', p_arm, case when v_old.share > 0 then 'changes' else 'starts' end,
               bandit_internal.describe_arm(v_new.transform, v_new.strength, v_new.policy), v_new.share, p_reason),
        jsonb_build_object('arm', p_arm, 'old', to_jsonb(v_old), 'new', to_jsonb(v_new), 'reason', p_reason)
    );

    return query
    select e.arm, e.share::numeric, e.transform, e.strength
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.share > 0
    order by e.arm collate "C";
end
$function$;

comment on function bandit.set_arm(text, numeric, text, numeric, text, text, timestamptz, bigint) is
    'Starts an experiment arm or changes a running one, logs it, and gives control the share that the other arms leave. Returns the running arms with share and strength (0 to 1). Invalid name, share, transform or strength, or no reason: WT004. Unknown arm without a transform: WT011. No share left for control: WT015.';

revoke all on function bandit.set_arm(text, numeric, text, numeric, text, text, timestamptz, bigint) from public;
grant execute on function bandit.set_arm(text, numeric, text, numeric, text, text, timestamptz, bigint) to bandit_operator;
