-- tests/sql/learning/factor_effects/by_hand.sql: what a topic does to one generator and not to the other.
begin;
select plan(9);

-- 20 posts each of exposure 1 today; credence 1 where the dispersion is 0.
create function pg_temp.day(p_name text, p_topic text, p_followers double precision, p_slot integer default 2, p_posts integer default 20) returns bandit.learning_day language sql as $$
    select row(p_name, 100, p_posts, p_posts * p_followers, p_posts, 0, 0, array_fill(p_followers, array[p_posts]), array_fill(1::double precision, array[p_posts]),
               array_fill(p_topic, array[p_posts]), array_fill('thread'::text, array[p_posts]), array_fill(p_slot, array[p_posts]))::bandit.learning_day
$$;
create function pg_temp.effects(p_days bandit.learning_day[]) returns table (generator_name text, factor text, level text, log_effect numeric, spread numeric) language sql as $$
    select e.generator_name, e.factor, e.level, round(e.log_effect::numeric, 9), round(e.spread::numeric, 9)
    from bandit.factor_effects(array['a', 'b', 'c'], p_days, 2, 0, 100, 30) as e
$$;
create function pg_temp.topics(p_a double precision, p_b double precision, p_c double precision, p_d double precision) returns bandit.learning_day[] language sql as $$
    select array[pg_temp.day('a', 'food', p_a), pg_temp.day('a', 'sleep', p_b), pg_temp.day('b', 'food', p_c), pg_temp.day('b', 'sleep', p_d)]
$$;

select is_empty('select pg_temp.effects(pg_temp.topics(40, 40, 40, 40))', 'all alike: nothing is at work');
select is(array_agg(distinct e.factor), array['topic'], 'format and slot have one level: nothing to tell apart') from pg_temp.effects(pg_temp.topics(4, 1, 1, 4)) as e;
-- These and the following figures: numpy, post by post.
select set_eq('select * from pg_temp.effects(pg_temp.topics(4, 1, 1, 4))',
    $$values ('a', 'topic', 'food', 0.449530216, 0.048518507), ('a', 'topic', 'sleep', -0.836519249, 0.190486432), ('b', 'topic', 'food', -0.836519249, 0.190486432),
             ('b', 'topic', 'sleep', 0.449530216, 0.048518507), ('c', 'topic', 'food', 0.022389199, 0.585787586), ('c', 'topic', 'sleep', 0.022389199, 0.585787586)$$,
    'opposite effects; of a generator without posts nothing but the variance is known');
select is(count(distinct e.level || e.log_effect), 2::bigint, 'a topic that helps both alike makes no difference between them') from pg_temp.effects(pg_temp.topics(4, 1, 4, 1)) as e where e.generator_name <> 'c';
select cmp_ok(e.log_effect, '<', ln(80 / 50.0), 'shrunk') from pg_temp.effects(pg_temp.topics(4, 1, 1, 4)) as e where (e.generator_name, e.level) = ('a', 'food');

-- a writes on food, 380 posts of 400: what it does is its rate.
create temp table mostly as
select e.* from pg_temp.effects(array[pg_temp.day('a', 'food', 6, 2, 380), pg_temp.day('a', 'sleep', 2), pg_temp.day('b', 'food', 2), pg_temp.day('b', 'sleep', 2)]) as e;
select results_eq('select m.level, m.log_effect, m.spread from mostly as m where m.generator_name = $$a$$ order by m.level', $$values ('food', 0.033119681, 0.002680091), ('sleep', -1.020501970, 0.150902616)$$,
    'where most posts are from the rate is the effect, and its error is not counted twice');
select cmp_ok(abs(m.log_effect), '<', 0.06, 'what one generator does to a topic is not what the topic does') from mostly as m where m.generator_name = 'b' and m.level = 'food';

-- a is good at food and writes it in the night: by themselves the slots would seem to differ threefold.
create temp table confounded as
select e.* from pg_temp.effects(array[pg_temp.day('a', 'food', 8, 0, 200), pg_temp.day('a', 'sleep', 2, 0), pg_temp.day('a', 'food', 8, 1), pg_temp.day('a', 'sleep', 2, 1, 200),
                                      pg_temp.day('b', 'food', 2, 0, 110), pg_temp.day('b', 'sleep', 2, 0, 110), pg_temp.day('b', 'food', 2, 1, 110), pg_temp.day('b', 'sleep', 2, 1, 110)]) as e;
select is(array_agg(distinct c.factor), array['topic'], 'factors are fitted together') from confounded as c;
select results_eq('select c.level, c.log_effect, c.spread from confounded as c where c.generator_name = $$a$$ order by c.level', $$values ('food', 0.469419386, 0.010636660), ('sleep', -0.913921287, 0.042510402)$$,
    'relative to all its posts');

select * from finish();
rollback;
