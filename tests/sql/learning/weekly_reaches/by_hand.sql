-- tests/sql/learning/weekly_reaches/by_hand.sql: how widely posts are seen, against their generators' own reach.
begin;
select plan(3);

create function pg_temp.day(p_generator_name text, p_day integer, p_posts integer, p_log_reach double precision, p_squared double precision) returns bandit_internal.learning_day language sql as $$
    select row(p_generator_name, p_day, p_posts, 0, 0, p_log_reach, p_squared, null, null, null, null, null)::bandit_internal.learning_day
$$;
-- Two posts of 1 and two of 2, 1.5 on average: none differs within its week, so the variance of a post is the prior's 1 / (2 + 1).
select results_eq(
    $$select w.week, round(w.level::numeric, 6), round(w.variance::numeric, 6) from bandit_internal.weekly_reaches(array[pg_temp.day('a', 99, 2, 2, 2), pg_temp.day('a', 86, 2, 4, 8), pg_temp.day('a', 100, 9, 99, 999)], 100, 2) as w order by 1$$,
    $$values (0, -0.5, round(1 / 6.0, 6)), (1, 0.5, round(1 / 6.0, 6))$$, 'half less and half more than usual');
select is(array_agg(round(w.level::numeric, 6)), array[0, 0]::numeric[], 'to choose generators that reach further is no change of the platform')
from bandit_internal.weekly_reaches(array[pg_temp.day('a', 99, 2, 6, 18), pg_temp.day('b', 86, 2, 2, 2)], 100, 2) as w;
select is_empty('select * from bandit_internal.weekly_reaches(null, 100, 2)', 'no posts, no weeks');

select * from finish();
rollback;
