-- tests/sql/attribution/attribute_followers/refused_counts.sql: a count that contradicts those around it charges no post, and health says so.
begin;
select plan(14);
\ir ../../fixtures/followers.psql

select pg_temp.post('1', '2026-11-23 03:00+00', '2026-11-23 12:00+00', 500), pg_temp.post('2', '2026-11-23 07:00+00', '2026-11-23 12:00+00', 500) \gset
select pg_temp.count(1, 1206), pg_temp.count(2, 1206), pg_temp.count(6, 0), pg_temp.count(8, 1), pg_temp.attribute() \gset
select pg_temp.count(11, 1209) \gset
select pg_temp.attribute() \gset
select is(pg_temp.balance(), '0=0/0/0 3=0/3/0', '0 and 1 end no interval');
select is((select sum(followers) from bandit.follower_attributions), 3::numeric, 'the posts have the three followers that came');
select is((select min(followers_at_post) from bandit.content_metadata), 1206::bigint, 'and 1206 at the time of the posts');
select is(pg_temp.attribute(), 0::bigint, 'a repeated call changes nothing');
select is((select array_agg(followers order by snapshot_at) from bandit.follower_snapshots), '{1206,1206,0,1,1209}', 'all counts are kept');
select is(h.severity || ': ' || h.value, 'warning: 2 refused', 'health says so') from bandit.health_checks() as h where h.name = 'followers';
select matches(h.sentence, '2 follower counts of the last 7 days contradict .* the last is 1 at 2026-11-23 08:00 UTC', 'with the count and its time') from bandit.health_checks() as h where h.name = 'followers';
select is((select count(*) from bandit.events where kind in ('followers_lost', 'anomaly') and event_at = '2026-11-23 11:00+00'), 0::bigint, 'the way back is no anomaly');

-- The last count waits for the next one, in whatever order they arrive.
select pg_temp.count(12, 60), pg_temp.attribute() \gset
select is(pg_temp.balance(), '0=0/0/0 3=0/3/0', 'a fall is not believed at once');
set local bandit.fake_now = '2026-11-23 14:00+00';
select pg_temp.count(14, 59), pg_temp.attribute() \gset
select matches(pg_temp.balance(), '-1149=0/0/-1149! -1=0/-1', 'a second count confirms it: an anomaly like a jump, of no post');
select is((select count(*) from bandit.events where kind = 'anomaly' and message like '1149 followers lost,%'), 1::bigint, 'and logged');

-- A count that is confirmed long after it was read.
delete from bandit.follower_snapshots;
select bandit.record_followers(2000, '2026-07-01'), bandit.record_followers(2000, '2026-07-02'), bandit.record_followers(100, '2026-08-01') \gset
select pg_temp.attribute() \gset
select is(pg_temp.balance(), '0=0/0/0', 'a fall of last summer');
select bandit.record_followers(101, '2026-11-22'), pg_temp.attribute() \gset
select matches(pg_temp.balance(), '^0=0/0/0 -1900=0/0/-1900!? 1=', 'is believed from the second count on');
delete from bandit.follower_snapshots;
select bandit.record_followers(1206, '2026-11-23 08:00+00', p_source => 'scrape'), bandit.record_followers(1207, '2026-11-23 09:00+00'), bandit.record_followers(0, '2026-11-23 09:00+00', p_source => 'import'), bandit.record_followers(1209, '2026-11-23 10:00+00'), pg_temp.attribute() \gset
select alike(pg_temp.balance(), '%1=%2=%', 'of two counts of one time, the one that is believed');

select * from finish();
rollback;
