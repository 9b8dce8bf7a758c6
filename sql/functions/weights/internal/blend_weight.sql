-- blend_weight: how far a weight moves towards its score in one run.

create or replace function bandit_internal.blend_weight(
    p_weight          numeric,   -- weight before the run, 0 to 1
    p_sharpened_score numeric,   -- 0 to 1; null: not measured
    p_aggressiveness  numeric    -- share of the way, 0 to 1
) returns numeric
language sql
immutable
parallel safe
as $function$
    select p_weight * (1 - p_aggressiveness) + p_sharpened_score * p_aggressiveness
$function$;

comment on function bandit_internal.blend_weight(numeric, numeric, numeric) is
    'weight x (1 - aggressiveness) + sharpened score x aggressiveness: one step of exponential smoothing.';

revoke all on function bandit_internal.blend_weight(numeric, numeric, numeric) from public;
grant execute on function bandit_internal.blend_weight(numeric, numeric, numeric) to bandit_operator, bandit_reader;
