-- name_similarity: the similarity of two names, to suggest known names for an unknown one.
--
-- Only the starts of long names are compared: the cost grows with the square of the length.
-- Written here, because the extensions with such functions can be absent on a managed server, or installed in any schema.

create or replace function bandit_internal.name_similarity(
    p_left  text,   -- a name
    p_right text    -- another name
) returns numeric
language sql
immutable
parallel safe
as $function$
    with names as (
        select side, left(bandit_internal.generator_key(left(name, 200)), 63) as name
        from (values ('left', p_left), ('right', p_right)) as n (side, name)
    ),
    pairs as (
        select distinct n.side, substr(n.name, p.position, 2) as pair
        from names as n
        cross join lateral generate_series(1, length(n.name) - 1) as p (position)
    ),
    shared as (
        select count(*) as sides
        from pairs
        group by pair
    )
    select coalesce(2.0 * count(*) filter (where sides = 2) / nullif(sum(sides), 0), 0)
    from shared
$function$;

comment on function bandit_internal.name_similarity(text, text) is
    'Returns the similarity of two names, 0 to 1: Dice''s coefficient 2 s / (a + b) of their sets of pairs of neighbouring letters and digits, ignoring case, with s pairs in common; of a long name, the first 63 letters and digits count. Source: Dice 1945.';

revoke all on function bandit_internal.name_similarity(text, text) from public;
grant execute on function bandit_internal.name_similarity(text, text) to bandit_operator, bandit_reader;
