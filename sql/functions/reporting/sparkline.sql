-- sparkline: numbers as a row of small columns.

create or replace function bandit.sparkline(
    p_values numeric[]   -- the numbers, in order; a null or a value that is not finite leaves a gap
) returns text
language sql
immutable
strict
parallel safe
as $function$
    select coalesce(string_agg(
        case
            when s.value is null      then ' '
            when s.lowest = s.highest then '▄'
            else substr('▁▂▃▄▅▆▇█', least(width_bucket(s.value, s.lowest, s.highest, 8), 8), 1)
        end, '' order by s.place), '')
    from (
        select v.value, v.place, min(v.value) over () as lowest, max(v.value) over () as highest
        from (
            select case when u.value not in ('NaN', 'infinity', '-infinity') then u.value end as value, u.place
            from unnest(p_values) with ordinality as u (value, place)
        ) as v
    ) as s
$function$;

comment on function bandit.sparkline(numeric[]) is
    'Returns one character a number, from ▁ for the lowest to █ for the highest; ▄ if all are equal, a space for NULL. NULL for a NULL array.';

revoke all on function bandit.sparkline(numeric[]) from public;
grant execute on function bandit.sparkline(numeric[]) to bandit_operator, bandit_reader;
