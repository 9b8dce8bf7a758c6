-- tests/sql/statistics/pool_effects/by_hand.sql: estimates that agree are weighted by precision; estimates that differ, more equally.
begin;
select plan(5);

select is(row(p.effect, p.variance)::text, '(1,0.5)', 'two equal estimates halve the variance') from bandit_internal.pool_effects('{1, 1}', '{1, 1}') as p;
select is(row(p.effect, p.variance)::text, '(3,0.25)', 'a single estimate is returned as it is') from bandit_internal.pool_effects('{3}', '{0.25}') as p;
-- Q = 2, one more than it should be; divided by 2 - 2/2 the variance between them is 1, and each counts 1/2.
select is(row(p.effect, p.variance)::text, '(1,1)', 'the variance between them is added') from bandit_internal.pool_effects('{0, 2}', '{1, 1}') as p;
-- Q = 16 - 16/101, so that the variance between them is 14.841584 / 1.980198 = 7.495: 4 / 8.495 over 1 / 7.505 + 1 / 8.495.
select is(row(round(p.effect::numeric, 6), round(p.variance::numeric, 6))::text, '(1.876250,3.984686)', 'a precise estimate does not outweigh a different one') from bandit_internal.pool_effects('{0, 4}', '{0.01, 1}') as p;
select is(row(p.effect, p.variance)::text, '(,)', 'null for no estimates') from bandit_internal.pool_effects(null, null) as p;

select * from finish();
rollback;
