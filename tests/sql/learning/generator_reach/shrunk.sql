-- tests/sql/learning/generator_reach/shrunk.sql: reach differs between generators as far as the posts say so.
begin;
select plan(6);

create function pg_temp.day(p_name text, p_posts integer, p_mean double precision, p_sd double precision) returns bandit_internal.learning_day language sql as $$
    select row(p_name, 100, p_posts, 0, 1, p_posts * p_mean, p_posts * (p_mean * p_mean + p_sd * p_sd), '{}', '{}', null, null, null)::bandit_internal.learning_day
$$;

select set_eq($$select * from bandit_internal.generator_reach(array['a', 'b'], null, 100, 30)$$, $$values ('a', 0::double precision, 0::double precision), ('b', 0, 0)$$, 'nothing is known');
-- 200 posts of variance 1: (200 + 1) / (200 - 2 + 1) within; the means differ by chance only.
select is(array_agg(round(r.log_reach::numeric, 6)), array_fill(round(1 + 201.0 / 199 / 2, 6), array[2]), 'alike: both have the mean of a lognormal')
from bandit_internal.generator_reach(array['a', 'b'], array[pg_temp.day('a', 100, 1, 1), pg_temp.day('b', 100, 1, 1)], 100, 30) as r;
select is(array_agg(r.standard_error), array[0, 0]::double precision[], 'of which nothing is uncertain')
from bandit_internal.generator_reach(array['a', 'b'], array[pg_temp.day('a', 100, 1, 1), pg_temp.day('b', 100, 1, 1)], 100, 30) as r;
-- Means 0 and 2: between = (200 - 201 / 199) / 100 = 1.98990, error 201 / 199 / 100 = 0.0101, trust 0.99495: 0.00505 and 1.99495, plus 0.50503.
select results_eq($$
    select r.generator_name, round(r.log_reach::numeric, 4), round(r.standard_error::numeric, 4)
    from bandit_internal.generator_reach(array['a', 'b', 'c'], array[pg_temp.day('a', 100, 0, 1), pg_temp.day('b', 100, 2, 1)], 100, 30) as r order by 1
$$, $$values ('a', 0.5101, 0.1002), ('b', 2.5000, 0.1002), ('c', 1.5050, 1.4106)$$, 'apart: shrunk a little, and who has not posted may be anywhere');
select cmp_ok(max(r.log_reach) - min(r.log_reach), '<', 1.5::double precision, 'a post is shrunk more than a hundred')
from bandit_internal.generator_reach(array['a', 'b'], array[pg_temp.day('a', 100, 0, 1), pg_temp.day('b', 1, 2, 0)], 100, 30) as r;
select is(count(*), 1::bigint, 'one generator') from bandit_internal.generator_reach(array['a'], array[pg_temp.day('a', 1, 0, 1)], 100, 30) as r where r.standard_error = 0;

select * from finish();
rollback;
