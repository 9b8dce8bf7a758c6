-- compare_choices: Pearson's chi-square of numbers of choices against expected ones.
--
-- Generators with fewer than 5 expected choices are pooled, from the smallest up, until the pool has 5.

create or replace function bandit_internal.compare_choices(
    p_counts bandit_internal.choice_count[],   -- one element a generator
    out cells      integer,
    out chi_square double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_expected constant integer := 5;
begin
    with ranked as (
        select
            c.generator_name,
            c.chosen,
            c.expected,
            c.expected < c_expected
                or sum(c.expected) over (order by c.expected, c.generator_name collate "C") - c.expected < c_expected as is_pooled
        from unnest(p_counts) as c
    ),
    cells as (
        select sum(r.chosen) as chosen, sum(r.expected) as expected
        from ranked as r
        group by case when not r.is_pooled then r.generator_name end
    )
    select count(*), sum((c.chosen - c.expected) ^ 2 / nullif(c.expected, 0))
    into cells, chi_square
    from cells as c;
end
$function$;

comment on function bandit_internal.compare_choices(bandit_internal.choice_count[]) is
    'Returns the number of cells after pooling and the chi-square of the choices; NULL without choices.';

revoke all on function bandit_internal.compare_choices(bandit_internal.choice_count[]) from public;
grant execute on function bandit_internal.compare_choices(bandit_internal.choice_count[]) to bandit_operator, bandit_reader;
