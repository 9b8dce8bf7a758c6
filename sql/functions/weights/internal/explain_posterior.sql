-- explain_posterior: one sentence on the posterior of a generator.

create or replace function bandit_internal.explain_posterior(
    p_rule             text,      -- rule that applied: posterior, unproven, viral or failing
    p_posterior_mean   numeric,   -- followers per 1000 of exposure
    p_credible_low     numeric,   -- lower bound, 95 %
    p_credible_high    numeric,   -- upper bound, 95 %
    p_best_probability numeric,   -- 0 to 1
    p_evidence         jsonb,     -- with viral_probability and failing_probability where the rule needs them
    p_objective        text default null   -- what the rate is of; null: followers
) returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_objective bandit_internal.objective := bandit_internal.parse_objective(p_objective);
    v_sum       text := case when v_objective.problem is null and v_objective.is_own then format('of %s ', regexp_replace(p_objective, ' per (post|1000)$', '')) end;
begin
    return concat(
        case p_rule
            when 'unproven' then 'unproven: '
            when 'viral'    then format('viral with probability %s: ', round((p_evidence ->> 'viral_probability')::numeric, 3))
            when 'failing'  then format('failing with probability %s, flagged for review: ', round((p_evidence ->> 'failing_probability')::numeric, 3))
        end,
        format('rate %s%s (%s to %s), best with probability %s', v_sum, round(p_posterior_mean, 2), round(p_credible_low, 2),
               round(p_credible_high, 2), round(p_best_probability, 3)),
        '; ' || bandit_internal.explain_change(p_evidence)
    );
end
$function$;

comment on function bandit_internal.explain_posterior(text, numeric, numeric, numeric, numeric, jsonb, text) is
    'Returns one sentence on the posterior of a generator: followers per 1000 of exposure with the 95 % credible interval, and the probability to be the best.';

revoke all on function bandit_internal.explain_posterior(text, numeric, numeric, numeric, numeric, jsonb, text) from public;
grant execute on function bandit_internal.explain_posterior(text, numeric, numeric, numeric, numeric, jsonb, text) to bandit_operator, bandit_reader;
