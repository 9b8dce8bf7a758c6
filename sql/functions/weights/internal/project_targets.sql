-- project_targets: from the targets of a policy to weights, with a sentence on each.

create or replace function bandit_internal.project_targets(
    p_targets    bandit_internal.weight_target[],   -- the generators in play, as a policy returns them
    p_min_weight numeric                            -- floor of the weights that are not fixed, 0 to 1
) returns bandit_internal.weight_stage[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_names          text[];
    v_targets        numeric[];
    v_fixed          numeric[];
begin
    select array_agg(t.generator_name), array_agg(t.target_weight), array_agg(t.fixed_weight)
    into v_names, v_targets, v_fixed
    from unnest(p_targets) as t;

    return (
        select array_agg(
            row(
                t.generator_name, t.status, t.current_weight, t.pinned_weight, t.posted, t.total_posts, t.total_impressions, t.total_followers,
                t.f_per_1k, t.tier, t.score, t.sharpened_score, t.blended_weight, t.rule, t.target_weight, t.fixed_weight,
                t.posterior_mean, t.credible_low, t.credible_high, t.best_probability, t.evidence,
                w.weight,
                bandit_internal.explain_target(t),
                c.context_weights,
                t.value,
                t.objective
            )::bandit_internal.weight_stage
            order by w.weight desc, t.generator_name collate "C"
        )
        from unnest(p_targets) as t
        join bandit_internal.project_weights(v_names, v_targets, v_fixed, p_min_weight) as w using (generator_name)
        left join bandit_internal.project_contexts(p_targets, p_min_weight) as c using (generator_name)
    );
end
$function$;

comment on function bandit_internal.project_targets(bandit_internal.weight_target[], numeric) is
    'Returns the stages of a run from the targets of its policy: weights that sum to exactly 1.0000 (project_weights), weights by context and an explanation; null of none. Infeasible: WT012.';

revoke all on function bandit_internal.project_targets(bandit_internal.weight_target[], numeric) from public;
grant execute on function bandit_internal.project_targets(bandit_internal.weight_target[], numeric) to bandit_operator, bandit_reader;
