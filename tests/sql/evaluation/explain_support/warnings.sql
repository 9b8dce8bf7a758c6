-- tests/sql/evaluation/explain_support/warnings.sql: thin support is said, and ample is not.
begin;
select plan(7);

select is(bandit_internal.explain_support(1000, 100, '{}'), null, 'a tenth of a thousand is enough');
select is(bandit_internal.explain_support(50, 50, '{}'), null, 'and so is fifty of fifty');
select is(bandit_internal.explain_support(1000, 99.9, '{}'), 'thin support: 1000 posts are worth 99.9, less than a tenth', 'less than a tenth');
select is(bandit_internal.explain_support(60, 49.94, '{}'), 'thin support: the posts are worth 49.9, fewer than 50', 'fewer than fifty');
select is(bandit_internal.explain_support(1000, 900, '{a,b}'), 'never chosen: a, b', 'generators without a post');
select is(bandit_internal.explain_support(60, 10, '{a}'), 'thin support: the posts are worth 10.0, fewer than 50; never chosen: a', 'both');
select is(bandit_internal.explain_support(0, null, '{a}'), 'no post can be used: nothing with a propensity was measured while the policy had weights', 'nothing at all');

select * from finish();
rollback;
