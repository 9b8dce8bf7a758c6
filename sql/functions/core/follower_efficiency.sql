-- follower_efficiency: F/1K, followers gained per 1000 of exposure.

create or replace function bandit.follower_efficiency(
    p_followers numeric,   -- followers gained; below 0: more were lost; null: not measured
    p_exposure  numeric    -- exposure, such as impressions; null: not measured
) returns numeric
language sql
immutable
parallel safe
as $function$
    select round(1000 * p_followers, 24) / nullif(p_exposure, 0)   -- with as many decimals whatever the counts, so that equal rates are equal numbers
$function$;

comment on function bandit.follower_efficiency(numeric, numeric) is
    'Returns F/1K: 1000 x followers / exposure. NULL: not measured, or no exposure.';

revoke all on function bandit.follower_efficiency(numeric, numeric) from public;
grant execute on function bandit.follower_efficiency(numeric, numeric) to bandit_operator, bandit_reader;
