-- unknown_keys: the keys of a batch that are not known, such as a misspelt metric.

create or replace function bandit_internal.unknown_keys(
    p_rows  jsonb,    -- array of objects
    p_known text[]    -- the keys that are known
) returns jsonb
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select coalesce(jsonb_object_agg(k.key, k.number), '{}')
        from (
            select n.key, count(*) as number
            from jsonb_array_elements(p_rows) as r (row)
            cross join lateral jsonb_object_keys(r.row - p_known) as n (key)
            where r.row - p_known <> '{}'   -- spares sound rows the function above
            group by n.key
        ) as k
    );
end
$function$;

comment on function bandit_internal.unknown_keys(jsonb, text[]) is
    'Returns the keys of a batch that are not known, and in how many rows each is: {key: rows}; {} if there is none.';

revoke all on function bandit_internal.unknown_keys(jsonb, text[]) from public;
