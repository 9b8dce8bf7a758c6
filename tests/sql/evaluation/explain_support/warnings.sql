-- tests/sql/evaluation/explain_support/warnings.sql: low support is reported, and ample support is not.
begin;
select plan(7);

select is(bandit_internal.explain_support(1000, 100, '{}'), null, 'a tenth of a thousand is enough');
select is(bandit_internal.explain_support(50, 50, '{}'), null, 'and so is fifty of fifty');
select is(bandit_internal.explain_support(1000, 99.9, '{}'), 'low support: effective sample size 99.9, under a tenth of 1000 posts', 'less than a tenth');
select is(bandit_internal.explain_support(60, 49.94, '{}'), 'low support: effective sample size 49.9, under 50', 'fewer than fifty');
select is(bandit_internal.explain_support(1000, 900, '{a,b}'), 'no posts by: a, b', 'generators without a post');
select is(bandit_internal.explain_support(60, 10, '{a}'), 'low support: effective sample size 10.0, under 50; no posts by: a', 'both');
select is(bandit_internal.explain_support(0, null, '{a}'), 'no measured post has a propensity for this period', 'nothing at all');

select * from finish();
rollback;
