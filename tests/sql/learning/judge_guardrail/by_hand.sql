-- tests/sql/learning/judge_guardrail/by_hand.sql: a bound is missed if the whole interval lies beyond it.
begin;
select plan(12);

create function pg_temp.judged(p_kind text, p_bound numeric, p_counts double precision[], p_exposure double precision default 1) returns text language sql as $$
    select concat_ws(' ', r.posts, round(r.rate, 3), round(r.low, 3), round(r.high, 3), r.state)
    from bandit_internal.judge_guardrail(
        row('likes', p_kind, p_bound, 'account', null, null, null, null, null, null)::bandit_internal.guardrail_result, p_counts, array_fill(p_exposure, array[coalesce(cardinality(p_counts), 0)])
    ) as r
$$;
-- 40 events on 20: Gamma(40.5, 20), whose quantiles are those of chi-square with 81 degrees of freedom, 57.99 and 107.78, over 40.
select is(pg_temp.judged('min', 1, array_fill(2::float8, array[20])), '20 2.000 1.450 2.695 kept', 'posts that are alike');
select is(pg_temp.judged('min', 2.69, array_fill(2::float8, array[20])), '20 2.000 1.450 2.695 kept', 'a bound within the interval is kept');
select is(pg_temp.judged('min', 2.70, array_fill(2::float8, array[20])), '20 2.000 1.450 2.695 missed', 'beyond it, it is missed');
select is(pg_temp.judged('max', 1.46, array_fill(2::float8, array[20])), '20 2.000 1.450 2.695 kept', 'an upper bound likewise');
select is(pg_temp.judged('max', 1.44, array_fill(2::float8, array[20])), '20 2.000 1.450 2.695 missed', 'below it, it is missed');
select is(pg_temp.judged('max', 2.70, array_fill(2::float8, array[20])), '20 2.000 1.450 2.695 kept', 'a rate below an upper bound');
-- One post with all 40: squares 38^2 + 19 x 2^2 = 1520, over 40, times 20 / 19: a dispersion of 40, Gamma(1.5, 0.5).
select is(pg_temp.judged('min', 2.7, array_fill(0::float8, array[19]) || 40::float8), '20 2.000 0.216 9.348 kept', 'one viral post says little');
select is(pg_temp.judged('min', 2.7, array_fill(2::float8, array[19])), '19 2.000 no data yet', 'nor do 19 posts');
select is(pg_temp.judged('min', 2.7, null), '0 no data yet', 'nor none');
-- No event at all: Gamma(0.5, 20), the upper quantile of chi-square with one degree of freedom, 5.0239 / 40.
select is(pg_temp.judged('min', 0.12, array_fill(0::float8, array[20])), '20 0.000 0.000 0.126 kept', 'without events the rate may still be this high');
select is(pg_temp.judged('min', 0.13, array_fill(0::float8, array[20])), '20 0.000 0.000 0.126 missed', 'but no higher');
select is(pg_temp.judged('min', 0, array_fill(-1::float8, array[20])), '20 -1.000 0.000 0.126 kept', 'a net loss counts as none');

select * from finish();
rollback;
