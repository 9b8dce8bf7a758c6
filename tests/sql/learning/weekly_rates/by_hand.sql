-- tests/sql/learning/weekly_rates/by_hand.sql: weeks against what the generators in them let expect.
begin;
select plan(4);

create function pg_temp.day(p_generator_name text, p_day integer, p_followers double precision, p_exposure double precision) returns bandit_internal.learning_day language sql as $$
    select row(p_generator_name, p_day, 1, p_followers, p_exposure, 0, 0, null, null, null, null, null)::bandit_internal.learning_day
$$;
-- 40 followers in 10,000 impressions: r = 41 / (10 + 1/4) = 4, so that each week lets expect 20.
select results_eq(
    $$select w.week, round(w.level::numeric, 6), round(w.variance::numeric, 6) from bandit_internal.weekly_rates(array[pg_temp.day('a', 93, 12, 3), pg_temp.day('a', 99, 18, 2), pg_temp.day('a', 86, 10, 5), pg_temp.day('a', 100, 99, 5), pg_temp.day('a', 85, 99, 5)], 100, 2) as w order by 1$$,
    $$values (0, round(ln(30.5 / 20.5), 6), round(1 / 20.5, 6)), (1, round(ln(10.5 / 20.5), 6), round(1 / 20.5, 6))$$,
    'the last 7 days, those before, and neither today nor what is older');
-- The account gains 1 and then 9 for 1000 impressions, by turning from b to a: r = 91 / (10 + 1/5) of a, 11 / (10 + 1/5) of b.
select is(array_agg(round(w.level::numeric, 6) order by w.week), array[round(ln(90.5 / (910 / 10.2 + 0.5)), 6), round(ln(10.5 / (110 / 10.2 + 0.5)), 6)], 'to choose better generators is no change of the platform')
from bandit_internal.weekly_rates(array[pg_temp.day('a', 95, 90, 10), pg_temp.day('b', 88, 10, 10)], 100, 2) as w;
select is(array_agg(w.week), array[0], 'a week with losses is one') from bandit_internal.weekly_rates(array[pg_temp.day('a', 95, -3, 10)], 100, 2) as w;
select is_empty('select * from bandit_internal.weekly_rates(null, 100, 2)', 'no posts, no weeks');

select * from finish();
rollback;
