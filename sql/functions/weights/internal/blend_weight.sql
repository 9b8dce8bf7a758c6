-- blend_weight: moves a weight towards its score, by one run's share of the distance.

create or replace function bandit_internal.blend_weight(
    p_weight          numeric,   -- weight before the run, 0 to 1
    p_sharpened_score numeric,   -- 0 to 1; null: not measured
    p_aggressiveness  numeric    -- share of the distance, 0 to 1
) returns numeric
language sql
immutable
parallel safe
as $function$
    select p_weight * (1 - p_aggressiveness) + p_sharpened_score * p_aggressiveness
$function$;

comment on function bandit_internal.blend_weight(numeric, numeric, numeric) is
    'Returns weight x (1 - aggressiveness) + sharpened score x aggressiveness: one step of exponential smoothing; NULL without a score.';

revoke all on function bandit_internal.blend_weight(numeric, numeric, numeric) from public;
grant execute on function bandit_internal.blend_weight(numeric, numeric, numeric) to bandit_operator, bandit_reader;
