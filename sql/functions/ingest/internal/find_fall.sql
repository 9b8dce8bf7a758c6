-- find_fall: the first of several counts that has fallen, for the reason given to people.

create or replace function bandit_internal.find_fall(
    p_names text[],     -- n names of counts
    p_old   bigint[],   -- n counts as stored; null: not measured
    p_new   bigint[]    -- n counts as read later; null: not measured
) returns text[]
language sql
immutable
parallel safe
as $function$
    select array[c.name, format('%s fell by over half from %s: a broken reading', c.new, c.old)]
    from unnest(p_names, p_old, p_new) as c (name, old, new)
    where bandit_internal.has_fallen(c.old, c.new)
    limit 1
$function$;

comment on function bandit_internal.find_fall(text[], bigint[], bigint[]) is
    'Name and reason of the first count that has_fallen; null: none did.';

revoke all on function bandit_internal.find_fall(text[], bigint[], bigint[]) from public;
