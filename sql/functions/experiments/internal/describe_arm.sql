-- describe_arm: what an arm does, in a few words.

create or replace function bandit_internal.describe_arm(
    p_transform text,      -- none, flatten, boost_low, weights or policy
    p_strength  numeric,   -- strength of the transform
    p_policy    text       -- the policy that it follows; null: none
) returns text
language sql
immutable
parallel safe
as $function$
    select case p_transform
        when 'weights' then 'fixed weights'
        when 'policy'  then 'policy ' || p_policy
        else p_transform || ' ' || p_strength
    end
$function$;

comment on function bandit_internal.describe_arm(text, numeric, text) is
    'Returns what an arm does: transform and strength, fixed weights, or the name of its policy.';

revoke all on function bandit_internal.describe_arm(text, numeric, text) from public;
