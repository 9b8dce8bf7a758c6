-- tests/sql/learning/generator_reach/shrunk.sql: reach differs between generators as far as the posts say so.
begin;
select plan(7);

create function pg_temp.day(p_name text, p_posts integer, p_mean double precision, p_sd double precision) returns bandit_internal.learning_day language sql as $$
    select row(p_name, 100, p_posts, 0, 1, p_posts * p_mean, p_posts * (p_mean * p_mean + p_sd * p_sd), '{}', '{}', null, null, null)::bandit_internal.learning_day
$$;

select set_eq($$select * from bandit_internal.generator_reach(array['a', 'b'], null, 100, 30)$$, $$values ('a', 0::double precision, 0::double precision), ('b', 0, 0)$$, 'nothing is known');
-- 200 posts of variance 1: (200 + 1) / (200 - 2 + 1) within. scipy: the density of the contrast of two means under each
-- variance between; none is left with a probability of 0.968, and 0.00463 is expected.
select is(array_agg(round(r.log_reach::numeric, 6)), array_fill(round(1 + 201.0 / 199 / 2, 6), array[2]), 'alike: both have the mean of a lognormal')
from bandit_internal.generator_reach(array['a', 'b'], array[pg_temp.day('a', 100, 1, 1), pg_temp.day('b', 100, 1, 1)], 100, 30) as r;
select is(array_agg(round(r.standard_error::numeric, 4)), array[0.0563, 0.0563], 'they may differ a little')
from bandit_internal.generator_reach(array['a', 'b'], array[pg_temp.day('a', 100, 1, 1), pg_temp.day('b', 100, 1, 1)], 100, 30) as r;
-- Means 0 and 2: 0.66215 is expected between, 201 / 199 / 100 within, so trust 0.98497.
select results_eq($$
    select r.generator_name, round(r.log_reach::numeric, 4), round(r.standard_error::numeric, 4)
    from bandit_internal.generator_reach(array['a', 'b', 'c'], array[pg_temp.day('a', 100, 0, 1), pg_temp.day('b', 100, 2, 1)], 100, 30) as r order by 1
$$, $$values ('a', 0.5200, 0.0997), ('b', 2.4900, 0.0997), ('c', 1.5050, 0.8137)$$, 'apart: shrunk a little, and a generator without posts may be anywhere');
select cmp_ok(max(r.log_reach) - min(r.log_reach), '<', 1.5::double precision, 'a post is shrunk more than a hundred')
from bandit_internal.generator_reach(array['a', 'b'], array[pg_temp.day('a', 100, 0, 1), pg_temp.day('b', 1, 2, 0)], 100, 30) as r;
-- The prior's variance between is 0.1 x 0.26167, and (1 + 1) / (0 + 1) within.
select results_eq($$select r.log_reach, round(r.standard_error::numeric, 4) from bandit_internal.generator_reach(array['a'], array[pg_temp.day('a', 1, 0, 1)], 100, 30) as r$$, $$values (1::double precision, 0.1607)$$, 'one generator has its own mean, and the prior''s uncertainty');
select cmp_ok(max(r.log_reach) - min(r.log_reach), '<', 0.2::double precision, 'few posts far apart by chance are taken to be alike')
from bandit_internal.generator_reach(array['a', 'b', 'c'], array[pg_temp.day('a', 7, 0, 1.2), pg_temp.day('b', 7, 0.5, 1.2), pg_temp.day('c', 7, 1, 1.2)], 100, 30) as r;

select * from finish();
rollback;
