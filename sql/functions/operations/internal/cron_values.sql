-- cron_values: the values that a field of a cron schedule allows.

create or replace function bandit_internal.cron_values(
    p_field text,      -- such as *, */15, 7, 9-17 or 0,30
    p_least integer,   -- least value of the field
    p_most  integer    -- largest value of the field
) returns integer[]
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
    select array_agg(distinct v.value order by v.value)
    from string_to_table(p_field, ',') as f (part)
    cross join regexp_match(f.part, '^(?:[*]|([0-9]+)(?:-([0-9]+))?)(?:/([0-9]+))?$') as m (bounds)
    cross join generate_series(
        coalesce(m.bounds[1]::integer, p_least),
        coalesce(m.bounds[2]::integer, case when m.bounds[3] is null then m.bounds[1]::integer end, p_most),
        coalesce(m.bounds[3]::integer, 1)
    ) as v (value)
    where m.bounds is not null
$function$;

comment on function bandit_internal.cron_values(text, integer, integer) is
    'Returns the values that a field of a cron schedule allows, in order: lists, ranges and steps. NULL if it allows none.';

revoke all on function bandit_internal.cron_values(text, integer, integer) from public;
grant execute on function bandit_internal.cron_values(text, integer, integer) to bandit_operator, bandit_reader;
