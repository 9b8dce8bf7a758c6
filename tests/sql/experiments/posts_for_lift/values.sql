-- tests/sql/experiments/posts_for_lift/values.sql: posts that are missing for a lift to show.
begin;
select plan(8);

-- ((1.644854 + 0.841621) / ln 1.2)^2 = 185.9949 of precision; a post in equal shares with one follower on each side adds 1 / 2
select is(bandit_internal.posts_for_lift(0.2, 0, 0, 1, 1, 0.5, 0.5), 372::bigint, 'equal shares, one follower a post: 2 x 185.99');
select is(bandit_internal.posts_for_lift(0.2, 0, 0, 3, 0.5, 0.5, 0.5), 2232::bigint, 'three times the variance, half the followers: 6 times as many');
select is(bandit_internal.posts_for_lift(0.2, 0, 0, 1, 1, 0.2, 0.8), 233::bigint, 'four posts of control for each: 1.25 x 185.99');
select is(bandit_internal.posts_for_lift(0.2, 100, 100, 1, 1, 0.5, 0.5), 272::bigint, 'a hundred followers a side are worth a hundred posts');
select is(bandit_internal.posts_for_lift(0.2, 400, 400, 1, 1, 0.5, 0.5), 0::bigint, 'none are missing');
select is(bandit_internal.posts_for_lift(1, 0, 0, 1, 1, 0.5, 0.5), 26::bigint, 'twice as many followers show soon');
select is(bandit_internal.posts_for_lift(0.2, 0, 0, 1, 0, 0.5, 0.5), null, 'without followers there is no number');
select is(bandit_internal.posts_for_lift(0.2, 10, 10, null, 1, 0.5, 0.5), null, 'nor without a dispersion');

select * from finish();
rollback;
