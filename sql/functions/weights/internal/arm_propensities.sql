-- arm_propensities: what every arm makes of the weights, in every context.
--
-- Edges are sums of exact decimals, stored as the nearest double, so that a draw of 0.15 lies in the interval that starts at
-- 0.15. No draw is below the choice_edge of an arm without a share.

create or replace function bandit_internal.arm_propensities(
    p_vectors    bandit_internal.weight_vector[],    -- the weights in each context
    p_arms       bandit_internal.experiment_arm[],   -- the running arms
    p_min_weight numeric                             -- floor of the weights that are not fixed
) returns bandit_internal.propensity[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        with arms as (
            select a.*, sum(a.share) over (order by a.arm collate "C") - a.share as lower_edge
            from unnest(p_arms) as a
        ),
        summed as (
            select
                v.context_number,
                a.arm,
                a.share,
                a.lower_edge,
                t.generator_name,
                t.propensity,
                sum(t.propensity) over (partition by v.context_number, a.arm order by t.generator_name collate "C") as upper_edge
            from arms as a
            cross join unnest(p_vectors) as v
            cross join lateral bandit_internal.transform_weights(v.names, v.weights, v.fixed, a.transform, a.strength, p_min_weight, a.weights) as t
        )
        select
            row(s.context_number, s.arm, s.generator_name, s.propensity, s.upper_edge,
                case when s.share > 0 then s.lower_edge + s.share * s.upper_edge else 0 end)::bandit_internal.propensity
        from summed as s
    );
end
$function$;

comment on function bandit_internal.arm_propensities(bandit_internal.weight_vector[], bandit_internal.experiment_arm[], numeric) is
    'Returns for every context, arm and generator its propensity (0 to 1) and the edges of its intervals of draws, arms and generators in byte order. Infeasible weights: WT012.';

revoke all on function bandit_internal.arm_propensities(bandit_internal.weight_vector[], bandit_internal.experiment_arm[], numeric) from public;
