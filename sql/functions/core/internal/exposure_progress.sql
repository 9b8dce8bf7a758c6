-- exposure_progress: the share of its exposure that a post is expected to have by an age.
--
-- One expression, so that the planner inlines it. The table default_delays holds the same curve.

create or replace function bandit_internal.exposure_progress(
    p_age double precision   -- age of the post in seconds, 0 or more
) returns double precision
language sql
immutable
parallel safe
as $function$
    select 1 - exp(-p_age / (12 * 3600))
$function$;

comment on function bandit_internal.exposure_progress(double precision) is
    'Returns 1 - exp(-age / 12 hours), the share (0 to 1) of its exposure that a post is expected to have by an age in seconds; NULL for NULL.';

revoke all on function bandit_internal.exposure_progress(double precision) from public;
grant execute on function bandit_internal.exposure_progress(double precision) to bandit_operator, bandit_reader;
