-- confirms_count: whether a second follower count confirms one that was out of all proportion.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.confirms_count(
    p_count   bigint,   -- the second count
    p_waiting bigint,   -- the count that waits for it; null: none
    p_level   bigint    -- the last count that was believed before both
) returns boolean
language sql
immutable
parallel safe
as $function$
    select (p_count > p_level) = (p_waiting > p_level)
        and (abs(p_count - p_level) >= abs(p_waiting - p_level) or not bandit_internal.counts_contradict(p_count, p_waiting))
$function$;

comment on function bandit_internal.confirms_count(bigint, bigint, bigint) is
    'Returns whether a count lies on the same side of the level as the waiting one and agrees with it or goes further. NULL: no count waits. Internal.';

revoke all on function bandit_internal.confirms_count(bigint, bigint, bigint) from public;
grant execute on function bandit_internal.confirms_count(bigint, bigint, bigint) to bandit_operator, bandit_reader;
