-- tests/sql/weights/transform_weights/formulas.sql: what the arms make of weights.
begin;
select plan(12);

create function pg_temp.transformed(p_weights jsonb, p_transform text, p_strength numeric, p_min_weight numeric default 0.02, p_fixed jsonb default '{}', p_own jsonb default null) returns text language sql as $$
    select string_agg(format('%s %s', t.generator_name, t.propensity), ', ' order by t.generator_name collate "C")
    from (
        select array_agg(w.key) as names, array_agg(w.value::numeric) as weights, array_agg((p_fixed ->> w.key)::numeric) as fixed
        from jsonb_each_text(p_weights) as w
    ) as a
    cross join lateral bandit_internal.transform_weights(a.names, a.weights, a.fixed, p_transform, p_strength, p_min_weight, p_own) as t
$$;

select is(pg_temp.transformed('{"a": 0.5, "b": 0.3, "c": 0.2}', 'none', 0), 'a 0.5, b 0.3, c 0.2', 'none leaves all as they are');
-- 0.7 w + 0.3 / 4
select is(pg_temp.transformed('{"a": 0.6, "b": 0.3, "c": 0.08, "d": 0.02}', 'flatten', 0.3), 'a 0.4950, b 0.2850, c 0.1310, d 0.0890', 'flatten goes 0.3 of the way to the mean');
select is(pg_temp.transformed('{"a": 0.7, "b": 0.2, "c": 0.1}', 'flatten', 1), 'a 0.3334, b 0.3333, c 0.3333', 'at strength 1 all are equal');
-- c x 1.3 = 0.13, others x 0.9 = 0.54 and 0.27; their sum is 0.94
select is(pg_temp.transformed('{"a": 0.6, "b": 0.3, "c": 0.1}', 'boost_low', 0.3), 'a 0.5745, b 0.2872, c 0.1383', 'boost_low: the lowest third x 1.3, the rest x 0.9, normalised');
-- five generators: the lowest one (5 / 3 rounded down); d before e by name: 0.1 x 1.3 = 0.13; 0.9 x (0.4 + 0.3 + 0.1 + 0.1) = 0.81; sum 0.94
select is(pg_temp.transformed('{"a": 0.4, "b": 0.3, "c": 0.1, "d": 0.1, "e": 0.1}', 'boost_low', 0.3), 'a 0.3830, b 0.2872, c 0.1383, d 0.0958, e 0.0957', 'a third is rounded down, and ties go by name');
select is(pg_temp.transformed('{"a": 0.6, "b": 0.4}', 'boost_low', 0.3), 'a 0.6000, b 0.4000', 'of two there is no third');
-- c and d x 1.3, others x 0.9: e and f would come to 0.018 / 0.916 = 0.0197; 0.96 is left for 0.468, 0.36, 0.026 and 0.026
select is(pg_temp.transformed('{"a": 0.52, "b": 0.4, "c": 0.02, "d": 0.02, "e": 0.02, "f": 0.02}', 'boost_low', 0.3), 'a 0.5105, b 0.3927, c 0.0284, d 0.0284, e 0.0200, f 0.0200', 'the floor holds');
-- 0.5 for the free ones: their mean is 0.25, 0.7 x 0.4 + 0.075 and 0.7 x 0.1 + 0.075
select is(pg_temp.transformed('{"a": 0.4, "b": 0.1, "pin": 0.5}', 'flatten', 0.3, 0.02, '{"pin": 0.5}'), 'a 0.3550, b 0.1450, pin 0.5000', 'a pin holds, and the mean is that of the free ones');
select is(pg_temp.transformed('{"a": 0.6, "b": 0.3, "c": 0.1}', 'weights', 0, p_own => '{"a": 0.1, "b": 0.2, "c": 0.7}'), 'a 0.1000, b 0.2000, c 0.7000', 'weights: the arm has its own');
-- 0.5 is left for a and b in the proportion 1 to 3
select is(pg_temp.transformed('{"a": 0.4, "b": 0.1, "pin": 0.5}', 'policy', 0, 0.02, '{"pin": 0.5}', '{"a": 0.2, "b": 0.6, "pin": 0.2}'), 'a 0.1250, b 0.3750, pin 0.5000', 'policy: around a pin');
select is(pg_temp.transformed('{"a": 0.6, "b": 0.3, "c": 0.1}', 'weights', 0, p_own => '{"a": 0.5, "gone": 0.5}'), 'a 0.9600, b 0.0200, c 0.0200', 'a generator without a weight has the floor');
select is(count(*) filter (where t.total = 1 and t.lowest >= 0.05), 120::bigint, 'of 60 sets of weights in both transforms, all sum to 1 and keep the floor')
from generate_series(1, 60) as n
cross join (values ('flatten'), ('boost_low')) as f (transform)
cross join lateral (  -- noqa: ST05
    select array_agg(p.generator_name) as names, array_agg(p.weight) as weights
    from bandit_internal.project_weights(array['a', 'b', 'c', 'd', 'e', 'f', 'g'], array(select (n * k * 7919) % 101 from generate_series(1, 7) as k)::numeric[], array_fill(null::numeric, array[7]), 0.05) as p
) as w
cross join lateral (
    select sum(x.propensity) as total, min(x.propensity) as lowest
    from bandit_internal.transform_weights(w.names, w.weights, array_fill(null::numeric, array[7]), f.transform, 0.8, 0.05, null) as x
) as t;

select * from finish();
rollback;
