-- tests/sql/attribution/attribute_followers/known.sql: not known is NULL, and what was known later is not seen earlier.
begin;
select plan(11);
\ir ../../fixtures/followers.psql

select pg_temp.post('1', '2026-11-23 02:00+00', '2026-11-23 12:00+00', null), pg_temp.post('2', '2026-11-23 02:00+00', '2026-11-23 03:00+00', 50) \gset
select pg_temp.count(2, 100), pg_temp.count(3, 105) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=? 2=?', 'impressions unknown: no share; and an hour of ten, which is less than half of what the other gained by now: not known');
select is(pg_temp.balance(), '5=0/5/0', 'though the share is kept');
select pg_temp.count(12, 105) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=? 2=5.000', 'once the rest is known to have brought nobody, it is');
select is((select followers_known_at from bandit_internal.int_posts where tweet_id = '2'), '2026-11-23 12:00+00', 'from the end of the last interval on');
select is((select total_followers from bandit.generator_performance(p_now => '2026-11-23 11:59+00')), null, 'a look back before that does not see it');
select is((select total_impressions from bandit.generator_performance(p_now => '2026-11-23 11:59+00')), 50::numeric, 'but sees the impressions');
select is((select total_followers from bandit.generator_performance(p_now => '2026-11-23 12:00+00')), 5::numeric, 'from then on it is there');

select * from bandit.record_outcomes('[{"tweet_id": "2", "followers_gained": 2, "collected_at": "2026-11-23T02:30:00Z"}]') \gset
select is(pg_temp.gained(), '1=? 2=2.000', 'what is reported wins, even if it comes late');
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=? 2=2.000', 'and stays');
select is((select sum(gained) - sum(attributed) - sum(unattributed) from bandit.follower_balance), 0::numeric, 'the balance holds');
delete from bandit.follower_snapshots;
update bandit.attribution_state set due_from_at = '-infinity';
select pg_temp.attribute() \gset
select is_empty('select from bandit.follower_balance', 'without counts there are no intervals');

select * from finish();
rollback;
