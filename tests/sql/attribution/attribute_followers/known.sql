-- tests/sql/attribution/attribute_followers/known.sql: unknown followers are NULL, and a look back does not see followers that were known later.
begin;
select plan(11);
\ir ../../fixtures/followers.psql

select pg_temp.post('1', '2026-11-23 02:00+00', '2026-11-23 12:00+00', null), pg_temp.post('2', '2026-11-23 02:00+00', '2026-11-23 03:00+00', 50) \gset
select pg_temp.count(2, 100), pg_temp.count(3, 105) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=? 2=?', 'no impressions: no share; the first hour of ten is less than half of the other post''s exposure: not known');
select is(pg_temp.balance(), '5=0/5/0', 'the share is stored');
select pg_temp.count(12, 105) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=? 2=5.000', 'known once a count covers the rest');
select is((select followers_known_at from bandit_internal.int_posts where tweet_id = '2'), '2026-11-23 12:00+00', 'known from the end of the last interval on');
select is((select total_followers from bandit.generator_performance(p_now => '2026-11-23 11:59+00')), null, 'a look back before that does not see it');
select is((select total_impressions from bandit.generator_performance(p_now => '2026-11-23 11:59+00')), 50::numeric, 'but it sees the impressions');
select is((select total_followers from bandit.generator_performance(p_now => '2026-11-23 12:00+00')), 5::numeric, 'from then on they are visible');

select * from bandit.record_outcomes('[{"tweet_id": "2", "followers_gained": 2, "collected_at": "2026-11-23T02:30:00Z"}]') \gset
select is(pg_temp.gained(), '1=? 2=2.000', 'reported followers take precedence, even if reported late');
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=? 2=2.000', 'and stay');
select is((select sum(gained) - sum(attributed) - sum(unattributed) from bandit.follower_balance), 0::numeric, 'the balance holds');
delete from bandit.follower_snapshots;
update bandit.attribution_state set due_from_at = '-infinity';
select pg_temp.attribute() \gset
select is_empty('select from bandit.follower_balance', 'without counts there are no intervals');

select * from finish();
rollback;
