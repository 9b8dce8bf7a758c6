-- tests/sql/learning/factor_effects/by_hand.sql: what a topic does to one generator and not to the other, worked out by hand.
begin;
select plan(7);

-- 20 posts each of exposure 1 today; credence 1 where the dispersion is 0.
create function pg_temp.day(p_name text, p_topic text, p_followers double precision) returns bandit.learning_day language sql as $$
    select row(p_name, 100, 20, 20 * p_followers, 20, 0, 0, array_fill(p_followers, array[20]), array_fill(1::double precision, array[20]),
               array_fill(p_topic, array[20]), array_fill('thread'::text, array[20]), array_fill(2, array[20]))::bandit.learning_day
$$;
create function pg_temp.effects(p_a double precision, p_b double precision, p_c double precision, p_d double precision) returns table (generator_name text, level text, factor text, log_effect numeric, spread numeric) language sql as $$
    select e.generator_name, e.level, e.factor, round(e.log_effect::numeric, 6), round(e.spread::numeric, 6)
    from bandit.factor_effects(array['a', 'b'], array[pg_temp.day('a', 'food', p_a), pg_temp.day('a', 'sleep', p_b), pg_temp.day('b', 'food', p_c), pg_temp.day('b', 'sleep', p_d)], 2, 0, 100, 30) as e
$$;
select is(count(*), 0::bigint, 'all alike: nothing is at work') from pg_temp.effects(2, 2, 2, 2);
select is(count(*), 0::bigint, 'a topic that helps all alike is no reason to choose') from pg_temp.effects(4, 1, 4, 1);
-- a gets 80 + 20, b 20 + 80: rates (100 + 1) / (40 + 1/2) = 2.493827; level effects (100 + 1) / (2 x 20 x 2.493827 + 1) = 1.002463;
-- expected 50, N - E = 30 or -30. df = 1/4; V = E. v = (50 + 1)^-2; excess = 4 v (900 - 12.5), error = sqrt(4 v^2 12.5 (26)),
-- scale = 4 v 2500; 1/kappa = (excess + 0.3) / (scale + 15).
select results_eq('select * from pg_temp.effects(4, 1, 1, 4) order by 1, 2',
    $$select g, l, 'topic', round((ln((k + n) / (k + e)) - 0.5 / (k + n))::numeric, 6), round(sqrt(1 / (k + n))::numeric, 6)
      from (values ('a', 'food', 80), ('a', 'sleep', 20), ('b', 'food', 20), ('b', 'sleep', 80)) as c (g, l, n)
      cross join (select e, (4 * v * e * e + 15) / (4 * v * ((80 - e) * (80 - e) + (20 - e) * (20 - e)) / 2 - 4 * v * e / 4 + 0.3) as k, e
                  from (select e, power(e + 1, -2) as v from (select 101 / 40.5 * 20 * 101 / (2 * 20 * 101 / 40.5 + 1) as e) as x) as y) as z (e, k, e2)$$,
    'opposite effects: the cells'' gamma variables');
select cmp_ok(e.log_effect, '<', ln(80 / 50.0), 'shrunk') from pg_temp.effects(4, 1, 1, 4) as e where (e.generator_name, e.level) = ('a', 'food');
select is(array_agg(distinct e.factor), array['topic'], 'format and slot have one level: nothing to tell apart') from pg_temp.effects(4, 1, 1, 4) as e;
select results_eq($$select distinct round(e.spread::numeric, 9) from bandit.factor_effects(array['a', 'b', 'c'], array[pg_temp.day('a', 'food', 4), pg_temp.day('a', 'sleep', 1), pg_temp.day('b', 'food', 1), pg_temp.day('b', 'sleep', 4)], 2, 0, 100, 30) as e where e.generator_name = 'c'$$,
    $$select distinct round(sqrt(1 / k), 9) from (select (4 * v * e * e + 15) / (4 * v * ((80 - e) * (80 - e) + (20 - e) * (20 - e)) / 2 - 4 * v * e / 4 + 0.3) as k
      from (select e, power(e + 1, -2) as v from (select 101 / 40.5 * 20 * 101 / (2 * 20 * 101 / 40.5 + 1) as e) as x) as y) as z$$, 'a generator without posts there has the prior');
-- A context is a key, which has room for some 2700 bytes.
select is(array_agg(distinct e.level), array['food', repeat('x', 200)], 'a topic of more than 200 characters is any')
from bandit.factor_effects(array['a', 'b'], array[pg_temp.day('a', 'food', 4), pg_temp.day('a', repeat('x', 200), 1), pg_temp.day('a', repeat('y', 201), 2),
                                                  pg_temp.day('b', 'food', 1), pg_temp.day('b', repeat('x', 200), 4), pg_temp.day('b', repeat('y', 201), 2)], 2, 0, 100, 30) as e;

select * from finish();
rollback;
