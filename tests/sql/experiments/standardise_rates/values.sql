-- tests/sql/experiments/standardise_rates/values.sql: two rates over several periods. The figures were computed with numpy.
begin;
select plan(9);

create function pg_temp.standardised(p_n numeric[], p_e numeric[], p_control_n numeric[], p_control_e numeric[]) returns numeric[] language sql as $$
    select array[round(s.total, 6), round(s.exposure, 6), round(s.control_total, 6), round(s.control_exposure, 6)]
    from bandit_internal.standardise_rates(p_n, p_e, p_control_n, p_control_e) as s
$$;

select is(pg_temp.standardised('{60}', '{10000}', '{45}', '{20000}'), '{60,10000,45,20000}', 'one period: its own counts and exposures');
select is(pg_temp.standardised('{20,40}', '{4000,8000}', '{9,18}', '{3000,6000}'), '{60,12000,27,9000}', 'equal rates and equal parts: their sums');
-- Simpson's paradox: 0.060 and 0.060 in the one period, 0.020 and 0.020 in the other.
select is(round(s.total / s.exposure - s.control_total / s.control_exposure, 12), 0.0, 'no difference in a period, none in all') from bandit_internal.standardise_rates('{540,60}', '{9000,3000}', '{180,180}', '{3000,9000}') as s;
-- w = 1000 and 666.67: rates (1000 x 0.02 + 666.67 x 0.05) / 1666.67 and (1000 x 0.01 + 666.67 x 0.06) / 1666.67
select is(array[round(s.total / s.exposure, 9), round(s.control_total / s.control_exposure, 9)], array[0.032, 0.030], 'means over the periods with the weights e1 e2 / (e1 + e2)') from bandit_internal.standardise_rates('{40,50}', '{2000,1000}', '{20,120}', '{2000,2000}') as s;
-- the variance of a rate is the sum of w^2 n / e^2, divided by the square of the sum of w
select is(round(s.total / s.exposure / s.exposure, 12), round((1000.0 ^ 2 * 40 / 2000.0 ^ 2 + (2000.0 / 3) ^ 2 * 50 / 1000.0 ^ 2) / (5000.0 / 3) ^ 2, 12), 'with the variance of such a mean') from bandit_internal.standardise_rates('{40,50}', '{2000,1000}', '{20,120}', '{2000,2000}') as s;
select is(pg_temp.standardised('{5,40}', '{1000,null}', '{3,9}', '{1000,500}'), '{5,1000,3,1000}', 'a period without exposure on one side does not count');
select is(count(*), 0::bigint, 'without any there is no row') from bandit_internal.standardise_rates('{5}', '{1000}', '{0}', '{0}') as s;
select is(pg_temp.standardised('{0,0}', '{1000,1000}', '{3,3}', '{1000,1000}'), '{0,2000,6,2000}', 'no events: the exposure counts');
select is(pg_temp.standardised('{-4,-2}', '{1000,1000}', '{3,3}', '{1000,1000}'), '{-6,2000,6,2000}', 'followers can be lost');

select * from finish();
rollback;
