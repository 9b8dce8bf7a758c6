-- count_days: what follower counts tell of each generator, as days that the posterior can learn from.
--
-- The followers of a generator in a row are the gain less what is expected of the base and of the other generators. They and its
-- exposure are weighted by its part of the variance of the row.

create or replace function bandit_internal.count_days(
    p_names text[],                        -- generators, in the order of the arrays
    p_rows  bandit_internal.count_row[],   -- from count_rows
    p_fit   bandit_internal.count_fit      -- from fit_counts
) returns bandit_internal.learning_day[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select row(
            p_names[c.place], c.day, 0, sum((c.gained - c.mu + c.rate * c.exposure) * c.part), sum(c.exposure * c.part),
            0, 0, null, null, null, null, null
        )::bandit_internal.learning_day
        from (
            select
                u.day, u.number, u.gained, i.mu, g.place, e.rate, e.exposure, i.belief * e.rate * e.exposure / i.variance as part
            from unnest(p_rows) with ordinality as u (until_at, day, hours, gained, exposures, squares, number)
            join unnest(p_fit.expected, p_fit.variances, p_fit.beliefs, p_fit.levels) with ordinality as i (mu, variance, belief, level, number) using (number)
            cross join lateral unnest(p_fit.log_rates, u.exposures) with ordinality as g (log_rate, exposure, place)
            cross join lateral (select exp(g.log_rate) as rate, i.level * g.exposure as exposure) as e
            where g.exposure > 0
              and g.place <= cardinality(p_names)
            order by u.number
        ) as c
        group by c.place, c.day
        order by p_names[c.place] collate "C", c.day
    );
end
$function$;

comment on function bandit_internal.count_days(text[], bandit_internal.count_row[], bandit_internal.count_fit) is
    'Returns by generator and day n = sum (Y - mu + r X) u and e = sum X u, u = w r X / V, X with the level of the day: the gain that is left to the generator, with the information that the row has of it.';

revoke all on function bandit_internal.count_days(text[], bandit_internal.count_row[], bandit_internal.count_fit) from public;
grant execute on function bandit_internal.count_days(text[], bandit_internal.count_row[], bandit_internal.count_fit) to bandit_operator, bandit_reader;
