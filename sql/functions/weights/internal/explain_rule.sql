-- explain_rule: one sentence on the rule that a policy applied to a generator.

create or replace function bandit_internal.explain_rule(
    p_rule           text,      -- rule that applied, as the policy names it
    p_f_per_1k       numeric,   -- followers per 1000 of exposure; null: not measured
    p_posts          bigint,    -- measured posts behind it
    p_current_weight numeric,   -- weight before, 0 to 1
    p_score          numeric,   -- 0 to 1; null: not measured
    p_is_fixed       boolean    -- whether the rule fixed the weight; false: the projection decided
) returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_posts text := format('%s measured post%s', p_posts, case when p_posts <> 1 then 's' end);
    v_rate  numeric := round(p_f_per_1k, case when p_f_per_1k <> 0 and abs(p_f_per_1k) < 0.1 then 4 else 2 end);
begin
    return case p_rule
        when 'viral'    then format('viral: F/1K %s over %s, boosted', v_rate, v_posts)
        when 'failing'  then format('failing: %s %s, %s and flagged for review',
                                    case when p_f_per_1k < 0 then format('F/1K %s over', v_rate) else 'no known follower from' end, v_posts,
                                    case when p_is_fixed then 'cut to the floor' else 'taking up the rest' end)
        when 'new'      then format('new: too short a history to judge (%s in the window), given a fair chance', v_posts)
        when 'blended'  then format('F/1K %s over %s, score %s of 1', v_rate, v_posts, round(p_score, 2))
        when 'kept'     then format('nothing measured in the window, %s',
                                    case when p_is_fixed then 'weight kept' else 'taking up the rest' end)
        when 'pinned'   then format('pinned at %s', p_current_weight)
        when 'testing'  then format('testing at %s', p_current_weight)
        else p_rule
    end;
end
$function$;

comment on function bandit_internal.explain_rule(text, numeric, bigint, numeric, numeric, boolean) is
    'Returns one sentence on why a generator''s weight moves as it does; for a rule of another policy its name.';

revoke all on function bandit_internal.explain_rule(text, numeric, bigint, numeric, numeric, boolean) from public;
grant execute on function bandit_internal.explain_rule(text, numeric, bigint, numeric, numeric, boolean) to bandit_operator, bandit_reader;
