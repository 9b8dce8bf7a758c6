-- explain_rule: what the policy did to one generator, as a sentence.

create or replace function bandit.explain_rule(
    p_rule           text,      -- rule that applied, as the policy names it
    p_f_per_1k       numeric,   -- followers per 1000 impressions; null: not measured
    p_posts          bigint,    -- measured posts behind it
    p_current_weight numeric,   -- weight before, 0 to 1
    p_score          numeric    -- 0 to 1; null: not measured
) returns text
language sql
immutable
parallel safe
as $function$
    select case p_rule
        when 'viral'    then format('viral: F/1K %s over %s, boosted', round(p_f_per_1k, 2), c.posts)
        when 'failing'  then format('failing: no follower from %s, cut to the floor and flagged for review', c.posts)
        when 'new'      then format('new: %s in the window, given a fair chance', c.posts)
        when 'blended'  then format('F/1K %s over %s, score %s of 1', round(p_f_per_1k, 2), c.posts, round(p_score, 2))
        when 'kept'     then 'nothing measured in the window, weight kept'
        when 'pinned'   then format('pinned at %s', p_current_weight)
        when 'testing'  then format('testing at %s', p_current_weight)
        when 'disabled' then 'disabled, never chosen'
    end
    from (select format('%s measured post%s', p_posts, case when p_posts <> 1 then 's' end) as posts) as c
$function$;

comment on function bandit.explain_rule(text, numeric, bigint, numeric, numeric) is
    'One sentence on why a generator''s weight moves as it does; null for an unknown rule.';

revoke all on function bandit.explain_rule(text, numeric, bigint, numeric, numeric) from public;
grant execute on function bandit.explain_rule(text, numeric, bigint, numeric, numeric) to bandit_operator, bandit_reader;
