-- count_period: the six hours that an interval between two counts belongs to.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.count_period(
    p_until_at timestamptz   -- end of the interval
) returns timestamptz
language sql
immutable
parallel safe
as $function$
    select to_timestamp(ceil(extract(epoch from p_until_at) / 21600)::double precision * 21600)
$function$;

comment on function bandit_internal.count_period(timestamptz) is
    'Returns the end of the six hours (UTC) in which an interval ends.';

revoke all on function bandit_internal.count_period(timestamptz) from public;
grant execute on function bandit_internal.count_period(timestamptz) to bandit_operator, bandit_reader;
