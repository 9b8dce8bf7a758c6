-- explain_rule: one sentence on the rule that a policy applied to a generator.

create or replace function bandit_internal.explain_rule(
    p_rule           text,      -- rule that applied, as the policy names it
    p_value          numeric,   -- F/1K, or the value in an objective of one's own; null: not measured
    p_posts          bigint,    -- measured posts behind it
    p_current_weight numeric,   -- weight before, 0 to 1
    p_score          numeric,   -- 0 to 1; null: not measured
    p_is_fixed       boolean,   -- whether the rule fixed the weight; false: the projection decided
    p_objective      text default null   -- what the value is in; null: F/1K
) returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_posts text := format('%s measured post%s', p_posts, case when p_posts <> 1 then 's' end);
    v_own   boolean := p_objective is not null and (bandit_internal.parse_objective(p_objective)).is_own;
    v_value text := format('%s %s', case when v_own then bandit_internal.describe_objective(p_objective) else 'F/1K' end,
                           round(p_value, case when p_value <> 0 and abs(p_value) < 0.1 then 4 else 2 end));
begin
    return case p_rule
        when 'viral'    then format('viral: %s over %s, boosted', v_value, v_posts)
        when 'failing'  then format('failing: %s %s, %s and flagged for review',
                                    case when p_value < 0 or v_own then format('%s over', v_value) else 'no known follower from' end, v_posts,
                                    case when p_is_fixed then 'cut to the floor' else 'taking up the rest' end)
        when 'new'      then format('new: too short a history to judge (%s in the window), given a fair chance', v_posts)
        when 'blended'  then format('%s over %s, score %s of 1', v_value, v_posts, round(p_score, 2))
        when 'kept'     then format('nothing measured in the window, %s',
                                    case when p_is_fixed then 'weight kept' else 'taking up the rest' end)
        when 'pinned'   then format('pinned at %s', p_current_weight)
        when 'testing'  then format('testing at %s', p_current_weight)
        else p_rule
    end;
end
$function$;

comment on function bandit_internal.explain_rule(text, numeric, bigint, numeric, numeric, boolean, text) is
    'Returns one sentence on why a generator''s weight moves as it does; for a rule of another policy its name.';

revoke all on function bandit_internal.explain_rule(text, numeric, bigint, numeric, numeric, boolean, text) from public;
grant execute on function bandit_internal.explain_rule(text, numeric, bigint, numeric, numeric, boolean, text) to bandit_operator, bandit_reader;
