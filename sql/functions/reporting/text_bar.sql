-- text_bar: a number as a bar of blocks, for terminals.

create or replace function bandit.text_bar(
    p_value numeric,   -- the number; null: an empty bar
    p_max   numeric,   -- the number that fills the bar, above 0
    p_width integer    -- length of a full bar, in characters
) returns text
language sql
immutable
parallel safe
as $function$
    select rpad(repeat('█', round(case when b.share > 1 then 1 when b.share < 0 then 0 else b.share end * b.width)::integer), b.width)
    from (select coalesce(nullif(p_value, 'NaN'), 0) / nullif(p_max, 0) as share, least(p_width, 1000) as width) as b
$function$;

comment on function bandit.text_bar(numeric, numeric, integer) is
    'Returns a bar of p_width characters, filled in the proportion of p_value to p_max; empty for a NULL p_value, NULL if p_max is 0.';

revoke all on function bandit.text_bar(numeric, numeric, integer) from public;
grant execute on function bandit.text_bar(numeric, numeric, integer) to bandit_operator, bandit_reader;
