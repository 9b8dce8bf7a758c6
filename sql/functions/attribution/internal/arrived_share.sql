-- arrived_share: the share of a post's followers that have arrived by an age.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.arrived_share(
    p_curve double precision[],   -- from arrival_curve
    p_age   double precision      -- age of the post, seconds
) returns double precision
language sql
immutable
parallel safe
as $function$
    select case
        when p_age <= 0       then 0
        when p_age >= 604800  then p_curve[169]
        else p_curve[floor(p_age / 3600)::integer + 1]
            + (p_curve[floor(p_age / 3600)::integer + 2] - p_curve[floor(p_age / 3600)::integer + 1]) * (p_age / 3600 - floor(p_age / 3600))
    end
$function$;

comment on function bandit_internal.arrived_share(double precision[], double precision) is
    'Returns K(age), 0 to 1, linear between the hours of the curve; 0 before the post, K(7 days) after 7 days.';

revoke all on function bandit_internal.arrived_share(double precision[], double precision) from public;
grant execute on function bandit_internal.arrived_share(double precision[], double precision) to bandit_operator, bandit_reader;
