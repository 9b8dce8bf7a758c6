-- tests/sql/learning/best_probabilities/draws.sql: who comes first in how many of the 400 draws.
begin;
select plan(8);

create function pg_temp.compared(p_names text[], p_numbers integer[], p_shapes double precision[], p_exposures double precision[], p_log_values double precision[], p_errors double precision[])
returns table (generator_name text, best_probability double precision, expected_loss double precision) language sql as $$
    select b.*
    from bandit_internal.best_probabilities(array(
        select row(u.name, u.shape, u.exposure, u.log_value, u.error, n.draws, v.draws)::bandit_internal.contender
        from unnest(p_names, p_numbers, p_shapes, p_exposures, p_log_values, p_errors) as u (name, number, shape, exposure, log_value, error)
        join bandit.standard_normals as n on n.series = u.number % 256
        join bandit.standard_normals as v on v.series = (u.number + 128) % 256
    )) as b
$$;

select is(row(b.best_probability, b.expected_loss)::text, '(1,0)', 'alone') from pg_temp.compared(array['a'], array[0], array[3], array[2], array[0], array[0]) as b;
select is(count(*), 0::bigint, 'nobody') from bandit_internal.best_probabilities(null) as b;
select is(b.best_probability, 1::double precision, 'a thousand times better') from pg_temp.compared(array['a', 'b'], array[0, 1], array[50, 50], array[50, 0.05], array[0, 0], array[0, 0]) as b where b.generator_name = 'b';
select cmp_ok(abs(b.best_probability - 0.5), '<', 0.06::double precision, 'alike') from pg_temp.compared(array['a', 'b'], array[0, 1], array[5, 5], array[2, 2], array[0, 0], array[0, 0]) as b where b.generator_name = 'b';
-- P(X > Y) of Gamma(1, 1) and Gamma(1, 2) is 2/3 in favour of the one with the larger mean.
select cmp_ok(abs(b.best_probability - 2.0 / 3), '<', 0.05::double precision, 'exponential: 2 to 1') from pg_temp.compared(array['a', 'b'], array[0, 1], array[1, 1], array[1, 2], array[0, 0], array[0, 0]) as b where b.generator_name = 'a';
select is(b.best_probability, 1::double precision, 'what a rate is worth counts') from pg_temp.compared(array['a', 'b'], array[0, 1], array[50, 50], array[50, 5], array[7, 0], array[0, 0]) as b where b.generator_name = 'a';
select is(round(sum(b.best_probability)::numeric, 12), 1.0, 'more generators than series still share out 1') from pg_temp.compared(
    array(select 'g' || n from generate_series(1, 300) as n), array(select n from generate_series(0, 299) as n), array_fill(2::double precision, array[300]),
    array_fill(1::double precision, array[300]), array_fill(0::double precision, array[300]), array_fill(0.1::double precision, array[300])) as b;
select results_eq('select count(*), min(cardinality(n.draws)), round(max(abs(s.mean))::numeric, 12), round(max(s.variance)::numeric, 3) from bandit.standard_normals as n cross join lateral (select avg(z) as mean, var_pop(z) as variance from unnest(n.draws) as z) as s',
    'values (256::bigint, 400, 0.000000000000, 0.997)', 'the draws are standard normal');

select * from finish();
rollback;
