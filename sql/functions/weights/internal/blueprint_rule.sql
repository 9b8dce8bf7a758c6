-- blueprint_rule: the rule of the policy blueprint that applies to a generator.
--
-- The first that applies, which is the last of the blueprint's special cases viral, failing and new. Viral and failing are the
-- tiers of performance_tier; a viral generator needs some posts as well.

create or replace function bandit_internal.blueprint_rule(
    p_status          text,      -- active or testing
    p_pinned_weight   numeric,   -- null: not pinned
    p_is_new          boolean,   -- whether its history is too short, see is_new_generator
    p_tier            text,      -- see performance_tier
    p_total_posts     bigint,    -- measured posts in the lookback
    p_viral_min_posts integer    -- measured posts that a viral generator needs
) returns text
language sql
immutable
parallel safe
as $function$
    select case
        when p_status = 'testing'                                        then 'testing'
        when p_pinned_weight is not null                                 then 'pinned'
        when p_is_new                                                    then 'new'
        when p_tier = 'failing'                                          then 'failing'
        when p_tier = 'viral' and p_total_posts >= p_viral_min_posts     then 'viral'
        when p_tier = 'unmeasured'                                       then 'kept'
        else 'blended'
    end
$function$;

comment on function bandit_internal.blueprint_rule(text, numeric, boolean, text, bigint, integer) is
    'Returns the rule of the policy blueprint for a generator: testing, pinned, new, failing, viral, kept (nothing measured) or blended.';

revoke all on function bandit_internal.blueprint_rule(text, numeric, boolean, text, bigint, integer) from public;
grant execute on function bandit_internal.blueprint_rule(text, numeric, boolean, text, bigint, integer) to bandit_operator, bandit_reader;
