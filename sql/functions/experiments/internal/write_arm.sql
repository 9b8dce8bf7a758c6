-- write_arm: stores an arm, and the experiment that it begins.
--
-- A change of the definition ends the experiment of the arm, since its posts say nothing about the new one.

create or replace function bandit_internal.write_arm(
    p_account_id     bigint,                       -- the account, whose settings row the caller has locked
    p_old            bandit_internal.arm_period,   -- the arm so far; all null: a new one
    p_new            bandit_internal.arm_period,   -- the arm, see plan_arm
    p_experiment     text,                         -- name of the experiment; null: that of the arm, with a number if it is taken
    p_hypothesis     text,                         -- its hypothesis; null: none
    p_planned_end_at timestamptz,                  -- its planned end; null: none
    p_now            timestamptz                   -- time of the change
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_experiment text := coalesce(p_experiment, bandit_internal.free_experiment_name(p_account_id, p_new.arm));
begin
    if p_new.started_at is distinct from p_old.started_at then
        perform bandit_internal.close_experiment(p_account_id, p_new.arm, null, 'the definition of the arm changed', p_now);
    end if;

    insert into bandit.experiment_arms as e (account_id, arm, share, transform, strength, started_at, policy, weights)
    values (p_account_id, p_new.arm, p_new.share, p_new.transform, p_new.strength, p_new.started_at, p_new.policy, p_new.weights)
    on conflict (account_id, arm) do update
    set share = excluded.share,
        transform = excluded.transform,
        strength = excluded.strength,
        started_at = excluded.started_at,
        policy = excluded.policy,
        weights = excluded.weights,
        ended_at = null;

    insert into bandit.experiments (account_id, experiment_name, arm, hypothesis, transform, strength, policy, weights, started_at, planned_end_at)
    select p_account_id, v_experiment, p_new.arm, p_hypothesis, p_new.transform, p_new.strength, p_new.policy,
           case when p_new.transform = 'weights' then p_new.weights end, p_now, p_planned_end_at
    where not exists (
        select 1
        from bandit.experiments as x
        where x.account_id = p_account_id
          and x.arm = p_new.arm
          and x.ended_at is null
    );
    perform bandit_internal.balance_arms(p_account_id, p_now);
end
$function$;

comment on function bandit_internal.write_arm(bigint, bandit_internal.arm_period, bandit_internal.arm_period, text, text, timestamptz, timestamptz) is
    'Stores an arm and begins its experiment, unless one of the same definition is running. No share left for control: WT015. Internal.';

revoke all on function bandit_internal.write_arm(bigint, bandit_internal.arm_period, bandit_internal.arm_period, text, text, timestamptz, timestamptz) from public;
