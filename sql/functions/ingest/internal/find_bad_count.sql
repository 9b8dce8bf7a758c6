-- find_bad_count: the first malformed count of a row.

create or replace function bandit_internal.find_bad_count(
    p_row jsonb   -- metrics by name
) returns text[]
language sql
immutable
parallel safe
as $function$
    select array[c.name, bandit_internal.explain_bad_count(p_row ->> c.name)]
    from unnest(bandit_internal.count_names()) with ordinality as c (name, place)
    where p_row ->> c.name !~ '^[0-9]{1,18}([.]0{1,20})?$'
    order by c.place
    limit 1
$function$;

comment on function bandit_internal.find_bad_count(jsonb) is
    'Returns the name of the first malformed count and the reason; NULL: all counts are well formed.';

revoke all on function bandit_internal.find_bad_count(jsonb) from public;
