-- name_similarity: how alike two names are, for "did you mean".
--
-- Dice's coefficient over pairs of neighbouring letters, ignoring case and punctuation (L. R. Dice, 1945). Written here
-- because the extensions that have the like may live in any schema, or be absent, on a managed server.

create or replace function bandit_internal.name_similarity(
    p_left  text,   -- a name
    p_right text    -- another name
) returns numeric
language sql
immutable
parallel safe
as $function$
    with names as (
        select side, bandit_internal.generator_key(name) as name
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
    'Likeness of two names from 0 (nothing in common) to 1 (same letter pairs), ignoring case and punctuation: Dice''s coefficient on letter pairs.';

revoke all on function bandit_internal.name_similarity(text, text) from public;
grant execute on function bandit_internal.name_similarity(text, text) to bandit_operator, bandit_reader;
