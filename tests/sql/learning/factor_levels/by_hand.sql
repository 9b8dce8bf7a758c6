-- tests/sql/learning/factor_levels/by_hand.sql: what is expected of each generator at each level, all else taken out.
begin;
select plan(5);

create function pg_temp.cell(p_name text, p_topic text, p_slot text, p_followers double precision, p_effects double precision[], p_level_effects double precision[]) returns bandit.context_cell language sql as $$
    select row(p_name, array[p_topic, null, p_slot], p_followers, 20, p_effects, p_level_effects)::bandit.context_cell
$$;
create function pg_temp.shown(p_cells bandit.context_cell[], p_factor integer) returns table (cell text) language sql as $$
    select concat_ws(' ', l.generator_name, l.level, round(l.exposure::numeric, 6), round(l.observed::numeric, 6), round(l.expected::numeric, 6), round(l.level_effect::numeric, 6), round(l.effect::numeric, 6), round(l.kappa::numeric, 6))
    from bandit.factor_levels(p_cells, p_factor, 2) as l
    order by l.generator_name, l.level
$$;
create temp table known as
select
    array[pg_temp.cell('a', 'food', '1', 80, array[1, 1, 1], array[1, 1, 1]), pg_temp.cell('a', 'sleep', '1', 20, array[1, 1, 1], array[1, 1, 1]),
          pg_temp.cell('b', 'food', '1', 20, array[1, 1, 1], array[1, 1, 1]), pg_temp.cell('b', 'sleep', '1', 80, array[1, 1, 1], array[1, 1, 1])] as afresh,
    array[pg_temp.cell('a', 'food', '1', 80, array[1.5, 1, 1.2], array[1, 1, 1]), pg_temp.cell('a', 'sleep', '2', 20, array[0.5, 1, 0.8], array[1, 1, 1]),
          pg_temp.cell('b', 'food', '1', 20, array[0.5, 1, 0.9], array[1, 1, 1]), pg_temp.cell('b', 'sleep', '2', 80, array[1.5, 1, 1.1], array[1, 1, 1]),
          pg_temp.cell('b', null, '1', 5, array[1, 1, 1], array[1, 1, 1])] as fitted;

-- Rates (100 + 1) / (40 + 1 / 1.4); level effects (100 + 1) / (2 x 20 x rate + 1); kappa = 1 / 0.343113632, see effect_variance.
select results_eq('select s.cell from known cross join lateral pg_temp.shown(known.afresh, 1) as s',
    $$select concat_ws(' ', c.name, c.level, '20.000000', round(c.n, 6), round(20 * r.rate * r.level_effect, 6), round(r.level_effect, 6), round((k.kappa + c.n) / (k.kappa + 20 * r.rate * r.level_effect), 6), round(k.kappa, 6))
      from (values ('a', 'food', 80.0), ('a', 'sleep', 20), ('b', 'food', 20), ('b', 'sleep', 80)) as c (name, level, n)
      cross join (select rate, 101 / (40 * rate + 1) as level_effect from (select 101 / (40 + 1 / 1.4) as rate) as x) as r
      cross join (select 1 / bandit.effect_variance(array['a', 'a', 'b', 'b'], array[80, 20, 20, 80], array_fill(20 * rate * 101 / (40 * rate + 1), array[4]))::numeric as kappa
                  from (select 101 / (40 + 1 / 1.4) as rate) as x) as k$$, 'from nothing known');
select is_empty('select s.cell from known cross join lateral pg_temp.shown(known.afresh, 2) as s', 'no level, no effect');
select is_empty($$select pg_temp.shown(array[pg_temp.cell('a', 'food', '1', 500, array[1, 1, 1], array[1, 1, 1]), pg_temp.cell('a', 'sleep', '1', 500, array[1, 1, 1], array[1, 1, 1]),
    pg_temp.cell('b', 'food', '1', 500, array[1, 1, 1], array[1, 1, 1]), pg_temp.cell('b', 'sleep', '1', 500, array[1, 1, 1], array[1, 1, 1])], 1)$$, 'all alike: nothing is at work');
-- a: (100 + 1) / (20 x 1.8 + 20 x 0.4 + 1 / 1.4); b: (105 + 1) / (20 x 0.45 + 20 x 1.65 + 20 + 1 / 1.4), also of its post without a topic.
-- Effects on all: food (100 + 1) / (1.5 x 20 x 1.2 x rate of a + 0.5 x 20 x 0.9 x rate of b + 1), sleep likewise.
select is(array_agg(s.cell), array['a food 56.140691', 'a sleep 48.768762', 'b food 31.506730', 'b sleep 50.177467'], 'with the other factor and the known effects taken out')
from (
    select concat_ws(' ', l.generator_name, l.level, round(l.expected::numeric, 6)) as cell
    from known
    cross join lateral bandit.factor_levels(known.fitted, 1, 2) as l
    order by l.generator_name, l.level
) as s;
select results_eq($$select round(l.level_effect::numeric, 6) from known cross join lateral bandit.factor_levels(known.fitted, 1, 2) as l order by l.generator_name, l.level$$,
    array[1.035599, 1.349419, 1.035599, 1.349419], 'to which all contribute');

select * from finish();
rollback;
