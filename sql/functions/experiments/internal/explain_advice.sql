-- explain_advice: the advice on an experiment, in a sentence.

create or replace function bandit_internal.explain_advice(
    p_advice     text,                             -- see experiment_advice
    p_comparison bandit_internal.arm_comparison    -- the figures
) returns text
language sql
immutable
parallel safe
as $function$
    select p_advice || ': ' || case
        when p_comparison.missed_guardrails is not null
            then format('the arm misses a guardrail: %s per 1000 of exposure', p_comparison.missed_guardrails)
        when p_advice = 'ship'
            then format('the arm is better with probability %s, lift %s', round(p_comparison.probability_better, 3), coalesce(round(p_comparison.lift, 2)::text, 'not known'))
        when p_advice = 'stop' and p_comparison.probability_better < 0.05
            then format('the arm harms; it is better with probability %s only, lift %s', round(p_comparison.probability_better, 3), round(p_comparison.lift, 2))
        when p_advice = 'stop'
            then 'the planned end has passed, and nothing shows that the arm is better'
        when p_comparison.missing_posts > 0
            then format('%s more posts of the arm are missing for a lift of 20 %% to show', p_comparison.missing_posts)
        when p_comparison.missing_posts = 0
            then 'a lift of 20 % would show by now; the difference is probably smaller'
        when p_comparison.probability_better is null
            then format('fewer than 20 measured posts with %s in the arm or in control', case when o.is_own then 'a known value' else 'known followers' end)
        when o.is_own
            then 'control has gained nothing in the objective yet'
        else 'control has gained no followers yet'
    end
    from bandit_internal.parse_objective(coalesce(p_comparison.objective, 'f_per_1k')) as o
$function$;

comment on function bandit_internal.explain_advice(text, bandit_internal.arm_comparison) is
    'Returns the advice on an experiment with its reason, in one sentence.';

revoke all on function bandit_internal.explain_advice(text, bandit_internal.arm_comparison) from public;
grant execute on function bandit_internal.explain_advice(text, bandit_internal.arm_comparison) to bandit_operator, bandit_reader;
