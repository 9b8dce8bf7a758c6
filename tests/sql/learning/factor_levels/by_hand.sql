-- tests/sql/learning/factor_levels/by_hand.sql: what a level does to all generators and to each, all else taken out.
begin;
select plan(7);

create function pg_temp.cell(p_name text, p_topic text, p_slot text, p_followers double precision, p_effects double precision[] default array[1, 1, 1], p_level_effects double precision[] default array[1, 1, 1])
returns bandit_internal.context_cell language sql as $$
    select row(p_name, array[p_topic, null, p_slot], p_followers, 20, 20, p_effects, p_level_effects)::bandit_internal.context_cell
$$;
-- What was expected follows from the effect: (prior_shape + observed) / effect - prior_shape.
create function pg_temp.shown(p_cells bandit_internal.context_cell[], p_factor integer) returns table (cell text) language sql as $$
    select concat_ws(' ', l.generator_name, l.level, round(l.observed::numeric, 6), round(((l.prior_shape + l.observed) / l.effect - l.prior_shape)::numeric, 6), round(l.level_effect::numeric, 6))
    from bandit_internal.factor_levels(p_cells, p_factor, 2) as l
    order by l.generator_name, l.level
$$;
create temp table known as
select
    array[pg_temp.cell('a', 'food', '1', 80), pg_temp.cell('a', 'sleep', '1', 20), pg_temp.cell('b', 'food', '1', 20), pg_temp.cell('b', 'sleep', '1', 80)] as afresh,
    array[pg_temp.cell('a', 'food', '1', 80, array[1.5, 1, 1.2]), pg_temp.cell('a', 'sleep', '2', 20, array[0.5, 1, 0.8]), pg_temp.cell('b', 'food', '1', 20, array[0.5, 1, 0.9]),
          pg_temp.cell('b', 'sleep', '2', 80, array[1.5, 1, 1.1]), pg_temp.cell('b', null, '1', 5)] as fitted;

-- Rates (100 + 1) / (40 + 1 / 1.4); level effects (100 + 1) / (2 x 20 x rate + 1).
select results_eq('select s.cell from known cross join lateral pg_temp.shown(known.afresh, 1) as s',
    $$select concat_ws(' ', c.name, c.level, round(c.n, 6), round(20 * r.rate * r.level_effect, 6), round(r.level_effect, 6))
      from (values ('a', 'food', 80.0), ('a', 'sleep', 20), ('b', 'food', 20), ('b', 'sleep', 80)) as c (name, level, n)
      cross join (select rate, 101 / (40 * rate + 1) as level_effect from (select 101 / (40 + 1 / 1.4) as rate) as x) as r$$, 'from nothing known');
select is(array_agg(distinct round(l.prior_shape::numeric, 6)), array[2.914437], '1 / effect_variance') from known cross join lateral bandit_internal.factor_levels(known.afresh, 1, 2) as l;
select is_empty('select s.cell from known cross join lateral pg_temp.shown(known.afresh, 2) as s', 'no level, no row');
-- a: (100 + 1) / (20 x 1.8 + 20 x 0.4 + 1 / 1.4); b: (105 + 1) / (20 x 0.45 + 20 x 1.65 + 20 + 1 / 1.4), also of its post without a topic.
-- Effects on all: food (100 + 1) / (1.5 x 20 x 1.2 x rate of a + 0.5 x 20 x 0.9 x rate of b + 1), sleep likewise.
select is(array_agg(s.cell), array['a food 80.000000 56.140691 1.035599', 'a sleep 20.000000 48.768762 1.349419', 'b food 20.000000 31.506730 1.035599', 'b sleep 80.000000 50.177467 1.349419'],
    'with the other factor and the known effects taken out')
from known
cross join lateral pg_temp.shown(known.fitted, 1) as s;
-- 1000 followers at food and 500 at sleep of either: rates 1501 / (40 + 1 / 1.4), food (2000 + 1) / (40 x rate + 1).
select results_eq($$select l.level, round(l.level_effect::numeric, 6), l.effect, l.prior_shape
    from bandit_internal.factor_levels(array[pg_temp.cell('a', 'food', '1', 1000), pg_temp.cell('a', 'sleep', '1', 500), pg_temp.cell('b', 'food', '1', 1000), pg_temp.cell('b', 'sleep', '1', 500)], 1, 2) as l
    where l.generator_name = 'a' order by l.level$$,
    $$values ('food', round(2001 / (40 * 1501 / (40 + 1 / 1.4) + 1), 6), 1::double precision, null::double precision), ('sleep', round(1001 / (40 * 1501 / (40 + 1 / 1.4) + 1), 6), 1, null)$$,
    'what all have in common is no effect on one, and is known all the same');
select is(array_agg(l.observed order by l.generator_name, l.level), array[0, 10, 30, 30]::double precision[], 'losses count against gains, and no level has less than none')
from bandit_internal.factor_levels(array[pg_temp.cell('a', 'food', '1', 30), pg_temp.cell('a', 'food', '2', -40), pg_temp.cell('a', 'sleep', '1', 10), pg_temp.cell('b', 'food', '1', 30), pg_temp.cell('b', 'sleep', '1', 30)], 1, 2) as l;
select is_empty('select bandit_internal.factor_levels(null, 1, 2)', 'no cells, no rows');

select * from finish();
rollback;
