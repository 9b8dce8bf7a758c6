-- tests/sql/attribution/attribute_followers/long_intervals.sql: the followers of posts follow their shares, however long ago a changed interval began.
begin;
select plan(7);
\ir ../../fixtures/followers.psql

create temp view shares as
select string_agg(format('%s=%s', s.tweet_id, s.followers), ' ' order by s.tweet_id) as all
from (
    select c.tweet_id, round(sum(a.followers), 3) as followers
    from bandit.follower_attributions as a join bandit.content_metadata as c using (account_id, decision_id)
    group by c.tweet_id
) as s;

-- Counts 60 days apart.
select bandit.record_followers(100, '2026-09-24 00:00+00'), pg_temp.post('1', '2026-09-25 00:00+00', '2026-09-28 00:00+00', 100), pg_temp.post('2', '2026-11-15 00:00+00', '2026-11-18 00:00+00', 100) \gset
select pg_temp.attribute() \gset
select bandit.record_followers(120, '2026-11-23 00:00+00'), pg_temp.attribute() \gset
select is(shares.all, '1=10.000 2=10.000', 'a count ends an interval of 60 days') from shares;
select is(pg_temp.gained(), '1=10.000 2=10.000', 'and both posts have their followers');

select bandit.record_followers(118, '2026-10-20 00:00+00'), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=18.000 2=2.000', 'a late count divides it');

-- A shorter gain replaces a longer one, which took precedence over the counts of the days before.
select bandit.record_followers(118, '2026-10-01 00:00+00'), bandit.record_followers(p_gained => 40, p_from => '2026-09-24 00:00+00', p_at => '2026-10-19 00:00+00'), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=40.000 2=2.000', 'a gain takes precedence over counts');
select bandit.record_followers(p_gained => 0, p_from => '2026-10-18 00:00+00', p_at => '2026-10-18 12:00+00'), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=18.000 2=2.000', 'a shorter gain within it replaces it: the counts are used again');
select is(pg_temp.attribute(), 0::bigint, 'a repeated call changes nothing');
select is(changed, 0::bigint, 'nor does one from the start') from bandit.attribute_followers(p_from => '2026-09-01');

select * from finish();
rollback;
