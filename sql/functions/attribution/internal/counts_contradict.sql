-- counts_contradict: whether two follower counts contradict each other.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.counts_contradict(
    p_count bigint,   -- a count; null: unknown
    p_other bigint    -- another one; null: unknown
) returns boolean
language sql
immutable
parallel safe
as $function$
    select bandit_internal.has_fallen(greatest(p_count, p_other), least(p_count, p_other))
$function$;

comment on function bandit_internal.counts_contradict(bigint, bigint) is
    'Returns whether the smaller of two counts is over half below the larger, see has_fallen. Internal.';

revoke all on function bandit_internal.counts_contradict(bigint, bigint) from public;
grant execute on function bandit_internal.counts_contradict(bigint, bigint) to bandit_operator, bandit_reader;
