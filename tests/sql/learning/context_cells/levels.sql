-- tests/sql/learning/context_cells/levels.sql: which levels have cells of their own, and what a post adds to them.
begin;
select plan(10);

create function pg_temp.day(p_name text, p_day integer, p_topic text, p_format text, p_slot integer, p_posts integer, p_followers double precision default 1) returns bandit_internal.learning_day language sql as $$
    select row(p_name, p_day, p_posts, 1, 1, 0, 0, array_fill(p_followers, array[p_posts]), array_fill(2::double precision, array[p_posts]),
               array_fill(p_topic, array[p_posts]), array_fill(p_format, array[p_posts]), array_fill(p_slot, array[p_posts]))::bandit_internal.learning_day
$$;
create function pg_temp.shown(p_days bandit_internal.learning_day[], p_dispersion double precision default 0) returns text[] language sql as $$
    select array_agg(concat_ws(' ', c.generator_name, array_to_string(c.levels, ',', '-'), round(c.followers::numeric, 6), round(c.exposure_1k::numeric, 6)) order by c.generator_name, c.levels)
    from unnest(bandit_internal.context_cells(p_days, 3, p_dispersion, 100, 30)) as c
$$;

select is(pg_temp.shown(array[pg_temp.day('a', 100, 'food', 'thread', 1, 20), pg_temp.day('b', 100, 'sleep', 'thread', 2, 20), pg_temp.day('b', 100, 'sleep', 'single', 2, 19)]),
    '{"a food,-,1 20.000000 40.000000","b sleep,-,2 39.000000 78.000000"}', 'a format of 19 posts is any, and so is the only one left');
select is(pg_temp.shown(array[pg_temp.day('a', 100, 'food', null, 1, 20), pg_temp.day('a', 100, null, null, 1, 20), pg_temp.day('a', 100, 'sleep', null, 1, 20)]),
    '{"a food,-,- 20.000000 40.000000","a sleep,-,- 20.000000 40.000000","a -,-,- 20.000000 40.000000"}', 'no topic is none');
select is(pg_temp.shown(array[pg_temp.day('a', 40, 'food', null, 1, 20), pg_temp.day('a', 100, 'sleep', null, 1, 20)]),
    '{"a food,-,- 10.000000 20.000000","a sleep,-,- 20.000000 40.000000"}', 'two half-lives ago counts half');
select is(pg_temp.shown(array[pg_temp.day('a', 100, 'food', null, 1, 20), pg_temp.day('a', 100, 'sleep', null, 1, 20)], 0.5),
    '{"a food,-,- 5.000000 10.000000","a sleep,-,- 5.000000 10.000000"}', 'posts count by their credence, 1 / (1 + e m / k) = 1/4');
select is(pg_temp.shown(array[pg_temp.day('a', 100, 'food', null, 1, 20, -1), pg_temp.day('a', 100, 'sleep', null, 1, 20)]),
    '{"a food,-,- -20.000000 40.000000","a sleep,-,- 20.000000 40.000000"}', 'losses are kept: they count against gains elsewhere');
select is(array_agg(round(c.rate_exposure_1k::numeric, 6) order by c.levels), array[10.000000, 40.000000], 'for the rate two half-lives count a quarter')
from unnest(bandit_internal.context_cells(array[pg_temp.day('a', 40, 'food', null, 1, 20), pg_temp.day('a', 100, 'sleep', null, 1, 20)], 3, 0, 100, 30)) as c;
select is(cardinality(bandit_internal.context_cells(array(select pg_temp.day('a', 100, 't' || n, null, 0, 20 + n) from generate_series(1, 14) as n), 3, 0, 100, 30)), 13, 'the 12 most frequent topics, and the others');
-- A context is a key, which has room for some 2700 bytes.
select is(pg_temp.shown(array[pg_temp.day('a', 100, repeat('x', 200), null, 1, 20), pg_temp.day('a', 100, repeat('y', 201), null, 1, 20), pg_temp.day('a', 100, 'food', null, 1, 20)]),
    array['a food,-,- 20.000000 40.000000', 'a ' || repeat('x', 200) || ',-,- 20.000000 40.000000', 'a -,-,- 20.000000 40.000000'], 'a topic of more than 200 characters is any');
select is(array_agg(distinct array_to_string(c.effects || c.level_effects, ',')), array['1,1,1,1,1,1'], 'no effect is known yet')
from unnest(bandit_internal.context_cells(array[pg_temp.day('a', 100, 'food', null, 1, 20)], 3, 0, 100, 30)) as c;
select is(bandit_internal.context_cells(null, 3, 0, 100, 30), null, 'no days, no cells');

select * from finish();
rollback;
