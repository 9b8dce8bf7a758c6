-- tests/sql/learning/discount_days/jump.sql: sums fade by half in a half-life, and to a tenth at a jump.
begin;
select plan(10);

select is(row(d.*)::text, '(0,0,,,)', 'nothing is known') from bandit.discount_days(null, null, null, 2, 100, 30) as d;
select is(row(d.*)::text, '(50,25,,,)', 'a half-life ago counts half') from bandit.discount_days(array[70], array[100], array[50], 2, 100, 30) as d;

-- 10 days after 100 followers in 50: pN = 79.37, pE = 39.69, r = 80.37 / 40.19 = 2; 100 in 10 are z = 2 (10.02 - 4.51) / sqrt(1 + 20 / 80.37) = 9.9.
select is(row(round(d.followers::numeric, 9), round(d.exposure::numeric, 9), d.changed_on, round(d.rate_before::numeric, 9), d.rate_after)::text,
    '(107.937005260,13.968502630,100,2.000000000,10)', 'a jump: what was before counts a tenth')
from bandit.discount_days(array[90, 100], array[100, 100], array[50, 10], 2, 100, 30) as d;
select is(d.changed_on, 100, 'for good') from bandit.discount_days(array[90, 100, 110], array[100, 100, 100], array[50, 10, 10], 2, 110, 30) as d;
select is(round(d.followers::numeric, 9), round(107.937005259841 * power(2, -1.0 / 3) + 100, 9), 'and fades on') from bandit.discount_days(array[90, 100, 110], array[100, 100, 100], array[50, 10, 10], 2, 110, 30) as d;
-- mu = 20: z = 3 lies at 37.943, z = 4 at 45.173.
select is(array_agg(round(d.followers::numeric, 3)), array[79.370 + 37.942, 7.937 + 37.944], 'in doubt from 3 on')
from unnest(array[37.942, 37.944]) as n (followers)
cross join bandit.discount_days(array[90, 100], array[100, n.followers], array[50, 10], 2, 100, 30) as d;
select is(array_agg(d.changed_on), array[null, 100], 'a change point from 4 on')
from unnest(array[45.172, 45.174]) as n (followers)
cross join bandit.discount_days(array[90, 100], array[100, n.followers], array[50, 10], 2, 100, 30) as d;
-- mu = 100: 10 are z = 2 (3.22 - 10.02) / sqrt(1 + 100 / 80.37) = -9.1.
select is(d.changed_on, 100, 'a fall is a jump too') from bandit.discount_days(array[90, 100], array[100, 10], array[50, 50], 2, 100, 30) as d;
-- 2 where 0.1 was to be expected: 2 (1.54 - 0.69) = 1.7.
select is(row(d.changed_on, d.followers > 80)::text, '(,t)', 'two followers are luck') from bandit.discount_days(array[90, 100], array[100, 2], array[50, 0.05], 2, 100, 30) as d;
select is(d.changed_on, null, 'the days of one test are not held against each other') from bandit.discount_days(array[97, 100], array[100, 100], array[50, 10], 2, 100, 30) as d;

select * from finish();
rollback;
