-- tests/sql/learning/delay_curve/chain_ladder.sql: the account's readings complete what is young; without any the default does.
begin;
select plan(8);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 1}') \gset
prepare curve as
select c.age_bucket, round(c.share_of_followers::numeric, 5), round(c.share_of_impressions::numeric, 5)
from bandit_internal.delay_curve(bandit.account_id('test'), bandit.clock()) as c where c.age_bucket in (1, 2, 3, 4, 28) order by 1;

select is(round(c.share_of_followers::numeric, 6), 0.069970, 'no reading: followers as by default, 0.067701 of 0.967577') from bandit_internal.delay_curve(:account_id, bandit.clock()) as c where c.age_bucket = 1;
select is(round(c.share_of_impressions::numeric, 6), 0.221199, 'impressions too') from bandit_internal.delay_curve(:account_id, bandit.clock()) as c where c.age_bucket = 1;
select is(count(*), 28::bigint, '28 buckets of 6 hours, shares ever larger') from (
    select c.age_bucket, c.share_of_followers >= lag(c.share_of_followers, 1, 0) over (order by c.age_bucket) and c.share_of_impressions >= lag(c.share_of_impressions, 1, 0) over (order by c.age_bucket) as is_larger
    from bandit_internal.delay_curve(:account_id, bandit.clock()) as c
) as b where b.is_larger;

-- Read at 3 hours (2 followers, 100,000 impressions), and at 15 (8, 200,000); between them the default's course.
select pg_temp.posts('a', 1, 200000, 8, bandit.clock() - interval '5 days') \gset
create function pg_temp.reading(p_age interval, p_impressions bigint, p_followers numeric) returns void language sql as $$
    insert into bandit.metric_snapshots (account_id, decision_id, bucket_at, collected_at, impressions, followers_gained, source)
    select c.account_id, c.decision_id, c.posted_at + p_age, c.posted_at + p_age, p_impressions, p_followers, 'test'
    from bandit.content_metadata as c where c.account_id = bandit.account_id('test')
$$;
select pg_temp.reading('3 hours', 100000, 2), pg_temp.reading('15 hours', 200000, 8) \gset
select results_eq('curve', 'values (1, 0.09075, 0.34772), (2, 0.30002, 0.57540), (3, 0.45435, 0.71350), (4, 0.56957, 0.82623), (28, 1.00000, 1.00000)', 'with two readings of one post');
insert into bandit.metric_snapshots (account_id, decision_id, bucket_at, collected_at, known_at, impressions, followers_gained, source)
select c.account_id, c.decision_id, c.posted_at, c.posted_at + interval '27 hours', c.posted_at as known_at, 900000, 90, 'import'
from bandit.content_metadata as c where c.account_id = :account_id;
select is(round(c.share_of_followers::numeric, 5), 0.09075, 'a final export does not show at which age its numbers were reached') from bandit_internal.delay_curve(:account_id, bandit.clock()) as c where c.age_bucket = 1;
delete from bandit.metric_snapshots where account_id = :account_id and known_at is not null;

-- What is not followed by another reading, known later, older than two weeks or read after a week says nothing.
select pg_temp.reading('6 days 23 hours', 200000, null), pg_temp.reading('5 days 1 minute', 900000, 90) \gset
select is(round(c.share_of_followers::numeric, 5), 0.09075, 'a reading in the future is not used') from bandit_internal.delay_curve(:account_id, bandit.clock()) as c where c.age_bucket = 1;
update bandit.content_metadata set posted_at = posted_at - interval '10 days' where account_id = :account_id;
select is(round(c.share_of_followers::numeric, 6), 0.069970, 'nor one of a post older than two weeks') from bandit_internal.delay_curve(:account_id, bandit.clock()) as c where c.age_bucket = 1;
update bandit.content_metadata set posted_at = bandit.clock() - interval '8 days' where account_id = :account_id;
update bandit.metric_snapshots set collected_at = bandit.clock() - interval '1 hour' + (followers_gained::text || ' seconds')::interval, bucket_at = bandit.clock() - interval '1 hour' + (followers_gained::text || ' seconds')::interval
where account_id = :account_id and followers_gained is not null;
select is(round(c.share_of_followers::numeric, 6), 0.069970, 'nor one after a week') from bandit_internal.delay_curve(:account_id, bandit.clock()) as c where c.age_bucket = 1;

select * from finish();
rollback;
