-- find_fall: the reason to reject a count that fell by over half.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.find_fall(
    p_name text,     -- name of the count
    p_old  bigint,   -- the count as stored; null: not measured
    p_new  bigint    -- the count as read later; null: not measured
) returns text[]
language sql
immutable
parallel safe
as $function$
    select case when bandit_internal.has_fallen(p_old, p_new)
        then array[p_name, p_new::text || ' fell by over half from ' || p_old::text || ': a broken reading'] end
$function$;

comment on function bandit_internal.find_fall(text, bigint, bigint) is
    'Returns the name of a count and the reason to reject it if has_fallen is true for it; else NULL.';

revoke all on function bandit_internal.find_fall(text, bigint, bigint) from public;
