-- has_fallen: whether a cumulative count fell by over half, which only a broken reading shows.
--
-- Counts below 10 are not judged: two likes may well become none. A single expression, so that the planner inlines it.

create or replace function bandit_internal.has_fallen(
    p_old bigint,   -- the count as stored; null: not measured
    p_new bigint    -- the count as read later; null: not measured
) returns boolean
language sql
immutable
parallel safe
as $function$
    select p_old >= 10 and p_new < p_old - p_new
$function$;

comment on function bandit_internal.has_fallen(bigint, bigint) is
    'Returns whether a count of at least 10 fell by over half; NULL: one of the two is not measured.';

revoke all on function bandit_internal.has_fallen(bigint, bigint) from public;
grant execute on function bandit_internal.has_fallen(bigint, bigint) to bandit_operator, bandit_reader;
