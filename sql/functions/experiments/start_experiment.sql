-- start_experiment: starts an experiment with a name, a hypothesis and a planned end.
--
-- An arm that exists keeps its definition unless another is given. An arm with a policy starts from the account's weights and
-- moves with every run.

create or replace function bandit.start_experiment(
    p_experiment text,                             -- its name, 1 to 63 characters
    p_hypothesis text        default null,         -- what is expected, in words; required
    p_share      numeric     default null,         -- share of the arm, above 0 and below 1; required
    p_arm        text        default null,         -- the arm, lower case; null: made from the name
    p_transform  text        default null,         -- flatten, boost_low or none; null: weights, policy, or as the arm was
    p_strength   numeric     default null,         -- strength of flatten and boost_low, above 0 and at most 1; null: 0.3
    p_weights    jsonb       default null,         -- fixed weights {generator: weight}, sum 1; null: none
    p_policy     text        default null,         -- a policy that the arm follows; null: none
    p_duration   interval    default '28 days',    -- time until the planned end
    p_actor      text        default null,         -- who; null: the login
    p_now        timestamptz default null,         -- null: clock()
    p_account_id bigint      default null          -- null: the current account
) returns table (
    experiment     text,
    arm            text,
    share          numeric,
    transform      text,
    strength       numeric,
    policy         text,
    started_at     timestamptz,
    planned_end_at timestamptz
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id  bigint := bandit_internal.resolve_account(p_account_id);
    v_now         timestamptz := bandit_internal.resolve_now(p_now);
    v_actor       text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_name        text := trim(p_experiment);
    v_arm         text := coalesce(p_arm, trim('_' from regexp_replace(lower(left(v_name, 31) collate "C"), '[^a-z0-9]+', '_', 'g')));
    v_planned_end timestamptz := v_now + coalesce(bandit_internal.check_duration('duration', p_duration), interval '28 days');
    v_transform   text := case when p_weights is not null then 'weights' when p_policy is not null then 'policy' else p_transform end;
    v_old         bandit_internal.arm_period;
    v_new         bandit_internal.arm_period;
    v_weights     jsonb;
begin
    perform bandit_internal.check_experiment(v_name, p_hypothesis, p_transform, p_weights, p_policy);
    perform bandit_internal.lock_account(v_account_id);
    perform bandit_internal.check_not_started(v_account_id, v_name, v_arm);

    select e.arm, e.share, e.transform, e.strength, e.started_at, e.ended_at, e.policy, e.weights
    into v_old
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.arm = v_arm;

    v_transform := coalesce(v_transform, v_old.transform);
    if v_transform = 'weights' then
        v_weights := bandit_internal.check_weights(v_account_id, coalesce(p_weights, v_old.weights));
    elsif v_transform = 'policy' then
        v_weights := bandit_internal.own_weights(v_account_id);
    end if;
    v_new := bandit_internal.plan_arm(v_old, v_arm, p_share, v_transform, p_strength, p_policy, v_weights, v_now);
    perform bandit_internal.write_arm(v_account_id, v_old, v_new, v_name, trim(p_hypothesis), v_planned_end, v_now);
    perform bandit_internal.log_event(
        v_account_id, v_now, 'experiment', v_actor,
        format('experiment %s starts: arm %s, %s, share %s: %s', v_name, v_arm,
               bandit_internal.describe_arm(v_new.transform, v_new.strength, v_new.policy), v_new.share, trim(p_hypothesis)),
        jsonb_build_object('experiment', v_name, 'arm', v_arm, 'old', to_jsonb(v_old), 'new', to_jsonb(v_new), 'planned_end_at', v_planned_end)
    );

    return query
    select v_name, v_arm, v_new.share, v_new.transform, v_new.strength, v_new.policy, v_now, v_planned_end;
end
$function$;

comment on function bandit.start_experiment(text, text, numeric, text, text, numeric, jsonb, text, interval, text, timestamptz, bigint) is
    'Starts an experiment: gives its arm a share of the choices and logs it; returns the experiment, with share and strength (0 to 1). The arm transforms the weights, has fixed weights, or follows a policy. Invalid name, share, transform, strength, weights, policy or duration, or no hypothesis: WT004. Unknown generator: WT002. The name is taken, or the arm is running: WT007. No share left for control: WT015.';

revoke all on function bandit.start_experiment(text, text, numeric, text, text, numeric, jsonb, text, interval, text, timestamptz, bigint) from public;
grant execute on function bandit.start_experiment(text, text, numeric, text, text, numeric, jsonb, text, interval, text, timestamptz, bigint) to bandit_operator;
