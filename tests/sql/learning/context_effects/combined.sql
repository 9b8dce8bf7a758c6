-- tests/sql/learning/context_effects/combined.sql: the combinations that occur, and what their factors do together.
begin;
select plan(4);

create function pg_temp.day(p_topic text, p_format text, p_slot integer, p_posts integer) returns bandit_internal.learning_day language sql as $$
    select row('a', 100, p_posts, 1, 1, 0, 0, array_fill(1::double precision, array[p_posts]), array_fill(1::double precision, array[p_posts]),
               array_fill(p_topic, array[p_posts]), array_fill(p_format, array[p_posts]), array_fill(p_slot, array[p_posts]))::bandit_internal.learning_day
$$;
create function pg_temp.days() returns bandit_internal.learning_day[] language sql as $$
    select array[pg_temp.day('food', 'thread', 1, 10), pg_temp.day('sleep', 'thread', 1, 9), pg_temp.day('other', 'thread', 1, 12), pg_temp.day(null, null, 3, 40)]
$$;
create function pg_temp.effects() returns bandit_internal.factor_effect[] language sql as $$
    select array[row('a', 'topic', 'food', 0.3, 0.3)::bandit_internal.factor_effect, row('a', 'topic', 'sleep', -0.5, 0.1)::bandit_internal.factor_effect, row('a', 'daypart', '1', 0.2, 0.4)::bandit_internal.factor_effect, row('a', 'mix', null, -0.1, 0)::bandit_internal.factor_effect]
$$;
select is(count(*), 0::bigint, 'no factor is at work: no context') from bandit_internal.context_effects(pg_temp.days(), null);
select results_eq('select u.topic, u.format, u.daypart, round(u.log_effect::numeric, 9), round(u.standard_error::numeric, 9) from bandit_internal.context_effects(pg_temp.days(), pg_temp.effects()) as c cross join lateral unnest(c.effects) as u',
    $$values ('food', null, 1, 0.4, 0.5), (null, null, 1, 0.1, 0.4)$$, 'logarithms add up, that of the mix with them, and squared errors; whatever has no effect is any; 9 posts are too few');
select is(count(*), 33::bigint, 'the 32 most frequent')
from (
    select unnest(c.effects)
    from bandit_internal.context_effects(
        array(select pg_temp.day('t' || n, null, 0, 10 + n) from generate_series(1, 40) as n),
        array(select row('a', 'topic', 't' || n, 0, 1)::bandit_internal.factor_effect from generate_series(1, 40) as n)
    ) as c
    union all
    select row(null, null, null, null, null)::bandit_internal.context_effect
) as u;
select is(min(substr(u.topic, 2)::integer), 9, 'the rarest of these')
from bandit_internal.context_effects(
    array(select pg_temp.day('t' || n, null, 0, 10 + n) from generate_series(1, 40) as n),
    array(select row('a', 'topic', 't' || n, 0, 1)::bandit_internal.factor_effect from generate_series(1, 40) as n)
) as c
cross join lateral unnest(c.effects) as u;

select * from finish();
rollback;
