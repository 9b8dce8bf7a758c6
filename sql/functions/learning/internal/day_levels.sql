-- day_levels: the factor by which the posts of each day win more or fewer followers than usual, the same for all generators.
--
-- The platform has better and worse days. Days about a day count too, less with distance; little data leaves the level at 1.

create or replace function bandit_internal.day_levels(
    p_rows bandit_internal.count_row[],   -- from count_rows
    p_fit  bandit_internal.count_fit      -- from expect_counts
) returns double precision[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_worth   constant double precision := 370;   -- followers, of the prior that the level is 1
    c_reach   constant double precision := 3;     -- days
    c_least   constant double precision := 0.5;
    c_largest constant double precision := 2;
begin
    return array(
        with days as materialized (
            select
                u.day,
                sum(i.mu + i.belief * (u.gained - i.mu) - p_fit.base * u.hours) as gained,
                sum((i.mu - p_fit.base * u.hours) / i.level) as expected
            from unnest(p_rows) with ordinality as u (until_at, day, hours, gained, exposures, squares, number)
            join unnest(p_fit.expected, p_fit.beliefs, p_fit.levels) with ordinality as i (mu, belief, level, number) using (number)
            group by u.day
        ),
        levels as (
            select
                d.day,
                least(greatest(
                    (sum(exp(-abs(d.day - o.day) / c_reach) * o.gained) + c_worth) / (sum(exp(-abs(d.day - o.day) / c_reach) * o.expected) + c_worth),
                    c_least
                ), c_largest) as level
            from days as d
            cross join days as o
            group by d.day
        )
        select l.level
        from unnest(p_rows) with ordinality as u (until_at, day, hours, gained, exposures, squares, number)
        join levels as l using (day)
        order by u.number
    );
end
$function$;

comment on function bandit_internal.day_levels(bandit_internal.count_row[], bandit_internal.count_fit) is
    'Returns by row the level of its day L = (sum k y + 370) / (sum k x + 370), bounded to 0.5 to 2: y followers that posts won, x those expected of them at level 1, k = exp(-days between / 3): a kernel estimate (Nadaraya 1964) shrunk to 1.';

revoke all on function bandit_internal.day_levels(bandit_internal.count_row[], bandit_internal.count_fit) from public;
grant execute on function bandit_internal.day_levels(bandit_internal.count_row[], bandit_internal.count_fit) to bandit_operator, bandit_reader;
