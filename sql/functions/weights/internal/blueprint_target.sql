-- blueprint_target: what the blueprint's rule makes of a blended weight.

create or replace function bandit_internal.blueprint_target(
    p_rule                 text,      -- as target_weights_blueprint names it
    p_weight               numeric,   -- weight before the run, 0 to 1
    p_blended_weight       numeric,   -- see blend_weight
    p_viral_boost          numeric,   -- factor on a viral generator
    p_new_generator_weight numeric,   -- weight of a new one
    p_min_weight           numeric    -- the floor
) returns numeric
language sql
immutable
parallel safe
as $function$
    select case p_rule
        when 'new'     then p_new_generator_weight
        when 'viral'   then p_blended_weight * p_viral_boost
        when 'blended' then p_blended_weight
        when 'failing' then p_min_weight
        else p_weight
    end
$function$;

comment on function bandit_internal.blueprint_target(text, numeric, numeric, numeric, numeric, numeric) is
    'Target of the policy blueprint before normalising: new, boosted, blended or the floor by the rule; any other rule keeps the weight.';

revoke all on function bandit_internal.blueprint_target(text, numeric, numeric, numeric, numeric, numeric) from public;
grant execute on function bandit_internal.blueprint_target(text, numeric, numeric, numeric, numeric, numeric) to bandit_operator, bandit_reader;
