-- tests/sql/learning/performance_tier/boundaries.sql: each limit belongs to the tier the blueprint gives it.
begin;
select plan(11);

select is(bandit.performance_tier(null, 0, 10, 5), 'unmeasured', 'no measured post is not zero');
select is(bandit.performance_tier(0, 9, 10, 5), 'poor', 'nine posts without a follower are not yet a failure');
select is(bandit.performance_tier(0, 10, 10, 5), 'failing', 'ten are');
select is(bandit.performance_tier(-0.01, 10, 10, 5), 'failing', 'so are ten that lost some, since shares of a loss are below 0');
select is(bandit.performance_tier(-0.01, 9, 10, 5), 'poor', 'which in nine posts may be chance');
select is(bandit.performance_tier(0.99, 10, 10, 5), 'poor', 'under 1 is poor');
select is(bandit.performance_tier(1, 10, 10, 5), 'fair', '1 is fair');
select is(bandit.performance_tier(2, 10, 10, 5), 'good', '2 is good');
select is(bandit.performance_tier(4, 10, 10, 5), 'good', '4 is still good');
select is(bandit.performance_tier(5, 10, 10, 5), 'strong', '5 is not yet viral');
select is(bandit.performance_tier(5.0001, 10, 10, 5), 'viral', 'above 5 is');

select * from finish();
rollback;
