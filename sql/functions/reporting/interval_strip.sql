-- interval_strip: an estimate with its interval, drawn on a scale of characters.

create or replace function bandit.interval_strip(
    p_low   numeric,   -- lower end; null: not known, no line is drawn
    p_mid   numeric,   -- the estimate; null: not known
    p_high  numeric,   -- upper end; null: not known, no line is drawn
    p_min   numeric,   -- where the scale begins
    p_max   numeric,   -- where it ends, above p_min
    p_width integer    -- its length, in characters
) returns text
language sql
immutable
parallel safe
as $function$
    select coalesce(string_agg(
        case
            when c.place = s.mid                     then '●'
            when c.place = s.low                     then '├'
            when c.place = s.high                    then '┤'
            when c.place > s.low and c.place < s.high then '─'
            else ' '
        end, '' order by c.place), '')
    from (
        -- A value outside the scale is not drawn, so the line is open at that end.
        select
            greatest(-1, least(p_width, round((p_low - p_min) / nullif(p_max - p_min, 0) * (p_width - 1)))) as low,
            greatest(-1, least(p_width, round((p_mid - p_min) / nullif(p_max - p_min, 0) * (p_width - 1)))) as mid,
            greatest(-1, least(p_width, round((p_high - p_min) / nullif(p_max - p_min, 0) * (p_width - 1)))) as high
    ) as s
    cross join generate_series(0, least(greatest(p_width, 0), 1000) - 1) as c (place)
$function$;

comment on function bandit.interval_strip(numeric, numeric, numeric, numeric, numeric, integer) is
    'Returns an interval drawn on a scale of p_width characters, such as ├──●──┤. An end outside the scale is drawn open; NULL values are left out.';

revoke all on function bandit.interval_strip(numeric, numeric, numeric, numeric, numeric, integer) from public;
grant execute on function bandit.interval_strip(numeric, numeric, numeric, numeric, numeric, integer) to bandit_operator, bandit_reader;
