-- blueprint_target: the target of the policy blueprint, by the rule that applies.

create or replace function bandit_internal.blueprint_target(
    p_rule                 text,      -- see blueprint_rule
    p_weight               numeric,   -- weight before the run, 0 to 1
    p_blended_weight       numeric,   -- see blend_weight
    p_viral_boost          numeric,   -- factor on the weight of a viral generator
    p_new_generator_weight numeric,   -- weight of a new generator
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
    'Returns the target before normalising: the weight of a new generator, the blended weight times the boost (viral), the blended weight, or the floor (failing); any other rule keeps the weight.';

revoke all on function bandit_internal.blueprint_target(text, numeric, numeric, numeric, numeric, numeric) from public;
grant execute on function bandit_internal.blueprint_target(text, numeric, numeric, numeric, numeric, numeric) to bandit_operator, bandit_reader;
