-- rank_generators: orders generators by performance, from both ends.

create or replace function bandit_internal.rank_generators(
    p_totals bandit_internal.generator_total[]   -- from generator_totals
) returns table (
    generator_name text,
    f_per_1k       numeric,
    total_posts    bigint,
    value          numeric,
    top_place      bigint,
    bottom_place   bigint
)
language sql
immutable
parallel safe
as $function$
    select
        t.generator_name,
        t.f_per_1k,
        t.total_posts,
        t.value,
        row_number() over (order by t.value desc nulls last, t.total_posts desc, t.generator_name collate "C"),
        row_number() over (order by t.value asc nulls last, t.total_posts desc, t.generator_name collate "C")
    from unnest(p_totals) as t
$function$;

comment on function bandit_internal.rank_generators(bandit_internal.generator_total[]) is
    'Returns the place of each generator by F/1K, or by the value in an objective of one''s own, from the top and from the bottom, 1 first; ties by measured posts, then name; unmeasured ones last in both.';

revoke all on function bandit_internal.rank_generators(bandit_internal.generator_total[]) from public;
grant execute on function bandit_internal.rank_generators(bandit_internal.generator_total[]) to bandit_operator, bandit_reader;
