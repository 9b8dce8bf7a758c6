-- explain_target: one sentence on the target of a generator.

create or replace function bandit_internal.explain_target(
    p_target bandit_internal.weight_target   -- as its policy returns it
) returns text
language sql
immutable
parallel safe
as $function$
    select case
        when p_target.posterior_mean is null or p_target.fixed_weight is not null
            then bandit_internal.explain_rule(
                p_target.rule, case when p_target.objective is null then p_target.f_per_1k else p_target.value end, p_target.total_posts,
                p_target.current_weight, p_target.score, p_target.fixed_weight is not null, p_target.objective
            )
        else bandit_internal.explain_posterior(
            p_target.rule, p_target.posterior_mean, p_target.credible_low, p_target.credible_high, p_target.best_probability, p_target.evidence,
            p_target.objective
        )
    end
$function$;

comment on function bandit_internal.explain_target(bandit_internal.weight_target) is
    'Returns one sentence on why a generator has its target: the posterior where the policy has one and it decides, else the rule.';

revoke all on function bandit_internal.explain_target(bandit_internal.weight_target) from public;
grant execute on function bandit_internal.explain_target(bandit_internal.weight_target) to bandit_operator, bandit_reader;
