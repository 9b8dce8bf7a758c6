-- tests/sql/learning/factor_effects/by_hand.sql: what is expected of each generator in a context, where the truth is known.
begin;
select plan(12);

-- 20 posts each of exposure 1 today; credence 1 where the dispersion is 0.
create function pg_temp.day(p_name text, p_topic text, p_followers double precision, p_slot integer default 2, p_posts integer default 20) returns bandit_internal.learning_day language sql as $$
    select row(p_name, 100, p_posts, p_posts * p_followers, p_posts, 0, 0, array_fill(p_followers, array[p_posts]), array_fill(1::double precision, array[p_posts]),
               array_fill(p_topic, array[p_posts]), array_fill('thread'::text, array[p_posts]), array_fill(p_slot, array[p_posts]))::bandit_internal.learning_day
$$;
create function pg_temp.factors(p_days bandit_internal.learning_day[]) returns text[] language sql as $$
    select coalesce(array_agg(distinct e.factor order by e.factor), '{}') from bandit_internal.factor_effects(array['a', 'b', 'c'], p_days, 2, 0, 100, 30) as e
$$;
-- The rate of each generator's posts here, times what a context does to it.
create function pg_temp.expected(p_days bandit_internal.learning_day[]) returns table (context text, rate numeric, standard_error numeric) language sql as $$
    select concat_ws(' ', c.generator_name, u.topic, u.daypart), round((r.rate * exp(u.log_effect))::numeric, 3), round(u.standard_error::numeric, 4)
    from bandit_internal.context_effects(p_days, (select array_agg(e) from bandit_internal.factor_effects(array['a', 'b', 'c'], p_days, 2, 0, 100, 30) as e)) as c
    cross join lateral unnest(c.effects) as u
    join (select d.generator_name, sum(d.followers) / sum(d.exposure_1k) as rate from unnest(p_days) as d group by d.generator_name) as r on r.generator_name = c.generator_name
$$;
create function pg_temp.worst(p_days bandit_internal.learning_day[], p_truth jsonb) returns numeric language sql as $$
    select round(max(abs(e.rate / t.value::numeric - 1)), 2)
    from jsonb_each_text(p_truth) as t
    left join pg_temp.expected(p_days) as e on e.context = t.key
    having count(e.rate) = count(*)
$$;
create function pg_temp.topics(p_a double precision, p_b double precision, p_c double precision, p_d double precision) returns bandit_internal.learning_day[] language sql as $$
    select array[pg_temp.day('a', 'food', p_a), pg_temp.day('a', 'sleep', p_b), pg_temp.day('b', 'food', p_c), pg_temp.day('b', 'sleep', p_d)]
$$;

select is(pg_temp.factors(pg_temp.topics(40, 40, 40, 40)), '{}', 'all alike: nothing is at work');
select is(pg_temp.factors(pg_temp.topics(40, 10, 60, 15)), '{}', 'nor where a topic is good for all');
select is(pg_temp.factors(pg_temp.topics(4, 1, 1, 4)), '{mix,topic}', 'format and daypart have one level: nothing to tell apart');
-- prior_shape 2.9: a's food is known from its own 80 posts' followers, c's from how far effects reach.
select results_eq($$select e.generator_name, e.level, round(e.log_effect::numeric, 4), round(e.standard_error::numeric, 4)
    from bandit_internal.factor_effects(array['a', 'b', 'c'], pg_temp.topics(4, 1, 1, 4), 2, 0, 100, 30) as e where e.factor = 'topic' and e.generator_name <> 'b' order by 1, 2$$,
    $$values ('a', 'food', 0.4719, 0.0485), ('a', 'sleep', -0.8141, 0.1905), ('c', 'food', 0.0224, 0.5858), ('c', 'sleep', 0.0224, 0.5858)$$,
    'shrunk, with errors (numpy); of a generator without posts nothing but the variance is known');

-- Both factors at work, and a writes most where it is good.
create temp table both_at_work as
select array[pg_temp.day('a', 'food', 9, 0, 300), pg_temp.day('a', 'sleep', 3, 0, 40), pg_temp.day('a', 'food', 3, 1, 40), pg_temp.day('a', 'sleep', 1, 1, 300),
             pg_temp.day('b', 'food', 4, 0, 170), pg_temp.day('b', 'sleep', 4, 0, 170), pg_temp.day('b', 'food', 4, 1, 170), pg_temp.day('b', 'sleep', 4, 1, 170)] as days;
select cmp_ok(pg_temp.worst(b.days, '{"a food 0": 9, "a sleep 0": 3, "a food 1": 3, "a sleep 1": 1, "b food 0": 4, "b sleep 1": 4}'), '<=', 0.04, 'effects of two factors that go together are told apart') from both_at_work as b;

-- Most posts have no topic.
select cmp_ok(pg_temp.worst(array[pg_temp.day('a', null, 1, 0, 900), pg_temp.day('a', 'food', 6, 0, 200), pg_temp.day('a', 'sleep', 1, 0, 20),
                                  pg_temp.day('b', null, 2, 0, 900), pg_temp.day('b', 'food', 2, 0, 100), pg_temp.day('b', 'sleep', 2, 0, 100)], '{"a food": 6, "a sleep": 1, "b food": 2, "b sleep": 2}'), '<=', 0.02,
    'an effect is on the rate of all posts, also of those at no level');

-- a is good at food and writes it in the night: by themselves the slots would seem to differ threefold. And the other way round.
create temp table confounded as
select
    array[pg_temp.day('a', 'food', 8, 0, 200), pg_temp.day('a', 'sleep', 2, 0), pg_temp.day('a', 'food', 8, 1), pg_temp.day('a', 'sleep', 2, 1, 200),
          pg_temp.day('b', 'food', 2, 0, 110), pg_temp.day('b', 'sleep', 2, 0, 110), pg_temp.day('b', 'food', 2, 1, 110), pg_temp.day('b', 'sleep', 2, 1, 110)] as by_topic,
    array[pg_temp.day('a', 'food', 8, 0, 200), pg_temp.day('a', 'sleep', 8, 0), pg_temp.day('a', 'food', 2, 1), pg_temp.day('a', 'sleep', 2, 1, 200),
          pg_temp.day('b', 'food', 2, 0, 110), pg_temp.day('b', 'sleep', 2, 0, 110), pg_temp.day('b', 'food', 2, 1, 110), pg_temp.day('b', 'sleep', 2, 1, 110)] as by_slot;
select is(pg_temp.factors(c.by_topic), '{mix,topic}', 'only the topic is at work') from confounded as c;
select is(pg_temp.factors(c.by_slot), '{daypart,mix}', 'only the daypart, whichever comes first') from confounded as c;
select cmp_ok(pg_temp.worst(c.by_slot, '{"a 0": 8, "a 1": 2, "b 0": 2, "b 1": 2}'), '<=', 0.09, 'with its effects') from confounded as c;
-- Food is good for all; a writes it in the night and b in the morning.
select is(pg_temp.factors(array[pg_temp.day('a', 'food', 8, 0, 200), pg_temp.day('a', 'sleep', 2, 1, 200), pg_temp.day('a', 'food', 8, 1, 50), pg_temp.day('a', 'sleep', 2, 0, 50),
                                pg_temp.day('b', 'food', 8, 1, 200), pg_temp.day('b', 'sleep', 2, 0, 200), pg_temp.day('b', 'food', 8, 0, 50), pg_temp.day('b', 'sleep', 2, 1, 50)]), '{}', 'nor does what a topic does to all pass for the daypart''s');

-- a writes on food, 380 posts of 400: what it does is its rate.
select cmp_ok(e.standard_error, '<', 0.01, 'the error of the rate is not counted twice')
from pg_temp.expected(array[pg_temp.day('a', 'food', 6, 2, 380), pg_temp.day('a', 'sleep', 2), pg_temp.day('b', 'food', 2), pg_temp.day('b', 'sleep', 2)]) as e where e.context = 'a food';
-- Half of the posts were on either 90 days ago, today nearly all are on food.
select cmp_ok(abs(e.log_effect + m.log_effect - ln(6 / (r.followers / r.exposure))), '<', 0.05::double precision, 'the mix is that of the rate, which forgets sooner')
from (select array[pg_temp.day('a', 'food', 6, 2, 190), pg_temp.day('a', 'sleep', 2, 2, 10), pg_temp.day('b', 'food', 2, 2, 100), pg_temp.day('b', 'sleep', 2, 2, 100)]
             || array(select row(d.generator_name, 10, d.posts, d.followers, d.exposure_1k, 0, 0, d.post_followers, d.post_exposures_1k, d.post_topics, d.post_formats, d.post_dayparts)::bandit_internal.learning_day
                      from unnest(array[pg_temp.day('a', 'food', 6, 2, 800), pg_temp.day('a', 'sleep', 2, 2, 800)]) as d) as days) as x
cross join lateral bandit_internal.factor_effects(array['a', 'b'], x.days, 2, 0, 100, 30) as e
cross join lateral bandit_internal.factor_effects(array['a', 'b'], x.days, 2, 0, 100, 30) as m
cross join lateral (select sum(d.followers * power(2, (d.day - 100) / 30.0)) as followers, sum(d.exposure_1k * power(2, (d.day - 100) / 30.0)) as exposure from unnest(x.days) as d where d.generator_name = 'a') as r
where e.generator_name = 'a' and e.level = 'food' and m.generator_name = 'a' and m.factor = 'mix';

select * from finish();
rollback;
