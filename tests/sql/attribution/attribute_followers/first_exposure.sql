-- tests/sql/attribution/attribute_followers/first_exposure.sql: a jump at the first post after quiet weeks is an anomaly unless it is in proportion to the impressions, or to what the account gains without posts.
begin;
select plan(10);
\ir ../../fixtures/followers.psql

-- Counts of 39 days without posts, p_daily followers more each; then a day with one post, in which p_jump are gained.
create function pg_temp.quiet_days(p_daily bigint, p_jump bigint default 417) returns text language sql as $$
    select max(bandit.record_followers(1000 + p_daily * day, timestamptz '2026-10-14 00:00+00' + day * interval '1 day')) from generate_series(0, 39) as day;
    select bandit.record_followers(1000 + p_daily * 39 + p_jump, '2026-11-23 00:00+00');
$$;
create temp view jump as select attributed, is_anomaly from bandit.follower_intervals where until_at = '2026-11-23 00:00+00';
select pg_temp.post('1', '2026-11-22 00:00+00', '2026-11-23 00:00+00', 570), pg_temp.quiet_days(1), pg_temp.attribute() \gset
select is(jump::text, '(0,t)', '417 followers on 570 impressions, after one a day: an anomaly') from jump;
select is(pg_temp.gained(), '1=?', 'the followers of the post are not measured');
select pg_temp.quiet_days(0), pg_temp.attribute() \gset
select is(jump::text, '(0,t)', 'also after none a day') from jump;
select pg_temp.quiet_days(400), pg_temp.attribute() \gset
select is(jump::text, '(17.000000,f)', 'after 400 a day, 417 are no anomaly: the post gets 17') from jump;

select pg_temp.quiet_days(1), pg_temp.attribute() \gset
update bandit.outcomes set impressions = 100000;
select pg_temp.attribute() \gset
select is(jump::text, '(416.000000,f)', 'a first post that goes viral: 417 are 4.17 per 1000 impressions') from jump;
update bandit.outcomes set impressions = 4170;
select pg_temp.attribute() \gset
select is(is_anomaly, false, 'up to 100 per 1000 is not out of proportion') from jump;
update bandit.outcomes set impressions = 4169;
select pg_temp.attribute() \gset
select is(is_anomaly, true, 'a higher rate is') from jump;

-- Others in its measure, per 1000 impressions: 1, 1, 10 and 10; with another 1 they are enough to compare with.
select bandit.record_followers(p_from => '2026-11-16'::timestamptz + n * interval '1 day', p_at => '2026-11-17'::timestamptz + n * interval '1 day', p_gained => case when n > 2 then 10 else 1 end, p_impressions => 1000) from generate_series(1, 4) as n;
select bandit.record_followers(p_from => '2026-11-22', p_at => '2026-11-23', p_gained => 90, p_impressions => 1000), pg_temp.attribute() \gset
select is(is_anomaly, false, '90 per 1000: four others in its measure are too few to compare with') from jump;
select bandit.record_followers(p_from => '2026-11-16', p_at => '2026-11-17', p_gained => 1, p_impressions => 1000), pg_temp.attribute() \gset
select is(is_anomaly, true, 'the median of five others is 1; with the interval itself it would be 5.5') from jump;
delete from bandit.follower_snapshots;
delete from bandit.follower_gains where until_at < '2026-11-23 00:00+00';
update bandit.attribution_state set due_from_at = '-infinity';
select bandit.record_followers(p_from => '2026-11-22', p_at => '2026-11-23', p_gained => 417, p_impressions => 570), pg_temp.attribute() \gset
select is(is_anomaly, true, '417 on 570 impressions are an anomaly even without any other interval') from jump;

select * from finish();
rollback;
