-- follow_policies: the next weights of the arms that follow a policy.
--
-- An arm starts from its own last weights, around the account's pins and testing weights. It learns from the posts of all arms, as
-- the account does, and moves at every run for which its policy has enough posts, also where the run of the account is skipped or
-- its mode keeps the weights as they are.

create or replace function bandit_internal.follow_policies(
    p_account_id bigint,                              -- the account, whose settings row the caller has locked
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz                          -- time of the run; nothing later is used
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings   record;
    v_posts      bigint;
    v_days       bandit_internal.learning_day[];
    v_generators bandit_internal.generator_weight[];
    v_targets    bandit_internal.weight_target[];
    v_weights    jsonb;
    v_arm        record;
begin
    for v_arm in
        select e.arm, e.policy, e.weights
        from bandit.experiment_arms as e
        where e.account_id = p_account_id
          and e.policy is not null
          and e.ended_at is null
    loop
        select s.min_weight, s.min_posts
        into v_settings
        from bandit.account_settings as s
        where s.account_id = p_account_id;

        v_days := bandit_internal.days_in_memory(p_account_id, p_now, v_arm.policy);
        v_posts := coalesce(bandit_internal.posts_in_memory(v_days), (select sum(t.total_posts) from unnest(p_totals) as t), 0);
        v_generators := bandit_internal.generators_in_play(p_account_id);
        continue when v_posts < v_settings.min_posts or v_generators = '{}';

        v_generators := array(
            select row(g.generator_name, g.status, t.propensity, g.pinned_weight)::bandit_internal.generator_weight
            from (
                select
                    array_agg(i.generator_name) as names,
                    array_agg(i.weight) as weights,
                    array_agg(case when i.status = 'testing' then i.weight else i.pinned_weight end) as fixed
                from unnest(v_generators) as i
            ) as v
            cross join lateral bandit_internal.transform_weights(v.names, v.weights, v.fixed, 'policy', 0, v_settings.min_weight, v_arm.weights) as t
            join unnest(v_generators) as g on g.generator_name = t.generator_name
        );
        v_targets := bandit_internal.target_weights(p_account_id, p_totals, p_now, v_arm.policy, v_generators, v_days);
        v_weights := (
            select jsonb_object_agg(s.generator_name, s.new_weight)
            from unnest(bandit_internal.project_targets(v_targets, v_settings.min_weight)) as s
        );

        update bandit.experiment_arms as e
        set weights = v_weights
        where e.account_id = p_account_id
          and e.arm = v_arm.arm;
        perform bandit_internal.refresh_propensities(p_account_id);
    end loop;
end
$function$;

comment on function bandit_internal.follow_policies(bigint, bandit_internal.generator_total[], timestamptz) is
    'Sets the weights of the arms that follow a policy to those of a run of that policy, if it has min_posts posts to learn from, and derives the propensities again. Infeasible weights: WT012. Internal.';

revoke all on function bandit_internal.follow_policies(bigint, bandit_internal.generator_total[], timestamptz) from public;
