-- merge_newest: several JSON objects as one, where the newest that has a key gives its value.

create or replace function bandit_internal.merge_newest(
    p_objects jsonb[]   -- JSON objects, the newest first
) returns jsonb
language sql
immutable
parallel safe
as $function$
    select jsonb_object_agg(e.key, e.value order by o.age desc)
    from unnest(p_objects) with ordinality as o (object, age)
    cross join lateral jsonb_each(o.object) as e
$function$;

comment on function bandit_internal.merge_newest(jsonb[]) is
    'One JSON object of several, the first of which counts most; null where none has a key.';

revoke all on function bandit_internal.merge_newest(jsonb[]) from public;
