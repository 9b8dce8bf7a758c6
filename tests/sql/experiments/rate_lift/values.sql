-- tests/sql/experiments/rate_lift/values.sql: lift, interval and probability of one rate against another.
begin;
select plan(12);

select is(round(l.lift, 6), 0.5, '3 a thousand against 2: half as much again') from bandit_internal.rate_lift(30, 10000, 20, 10000, 1) as l;
select ok(l.lift_low < l.lift and l.lift < l.lift_high, 'lies in its interval') from bandit_internal.rate_lift(30, 10000, 20, 10000, 1) as l;
-- Equal counts: the ratio of two equal gammas is as likely above 1 as below, and its interval is symmetric in the logarithm.
select is(round(l.probability_better, 9), 0.5, 'equal rates: even odds') from bandit_internal.rate_lift(25, 5000, 25, 5000, 1) as l;
select is(round((1 + l.lift_low) * (1 + l.lift_high), 8), 1.0, 'equal rates: an interval around 1') from bandit_internal.rate_lift(25, 5000, 25, 5000, 1) as l;
select is(round(l.probability_better + m.probability_better, 9), 1.0, 'one is better or the other') from bandit_internal.rate_lift(9, 1000, 5, 900, 2) as l, bandit_internal.rate_lift(5, 900, 9, 1000, 2) as m;
select ok(m.lift_high - m.lift_low > l.lift_high - l.lift_low, 'dispersion widens the interval') from bandit_internal.rate_lift(30, 10000, 20, 10000, 1) as l, bandit_internal.rate_lift(30, 10000, 20, 10000, 3) as m;
select is(l, m, 'only the ratio of the exposures matters') from bandit_internal.rate_lift(30, 10000, 20, 8000, 1) as l, bandit_internal.rate_lift(30, 10, 20, 8, 1) as m;
select is(l.lift, null, 'a control without followers: the lift is not known') from bandit_internal.rate_lift(30, 10000, 0, 10000, 1) as l;
select cmp_ok(l.probability_better, '>', 0.999, 'but it is surely better') from bandit_internal.rate_lift(30, 10000, 0, 10000, 1) as l;
select is(num_nonnulls(l.lift, l.lift_low, l.lift_high, l.probability_better), 0, 'nothing is known without exposure') from bandit_internal.rate_lift(0, 0, 20, 10000, 1) as l;
select is(num_nonnulls(l.lift, l.lift_low, l.lift_high, l.probability_better), 0, 'nor of a null') from bandit_internal.rate_lift(null, null, 20, 10000, 1) as l;
select cmp_ok(l.lift_high, '<', 0.2, 'followers lost count as none') from bandit_internal.rate_lift(-3, 10000, 40, 10000, 1) as l;

select * from finish();
rollback;
