-- tests/sql/attribution/attribute_followers/first_exposure.sql: a jump at the first post after quiet weeks is an anomaly unless it is in proportion to the impressions, or to what the account gains anyway.
begin;
select plan(10);
\ir ../../fixtures/followers.psql

-- Counts of 39 days without posts, so many followers more each; then a day with one post, in which 417 come.
create function pg_temp.quiet_days(p_daily bigint, p_jump bigint default 417) returns text language sql as $$
    select max(bandit.record_followers(1000 + p_daily * day, timestamptz '2026-10-14 00:00+00' + day * interval '1 day')) from generate_series(0, 39) as day;
    select bandit.record_followers(1000 + p_daily * 39 + p_jump, '2026-11-23 00:00+00');
$$;
create temp view jump as select attributed, is_anomaly from bandit.follower_intervals where until_at = '2026-11-23 00:00+00';
select pg_temp.post('1', '2026-11-22 00:00+00', '2026-11-23 00:00+00', 570), pg_temp.quiet_days(1), pg_temp.attribute() \gset
select is(jump::text, '(0,t)', '417 followers on 570 impressions, where one came a day') from jump;
select is(pg_temp.gained(), '1=?', 'are not the post''s');
select pg_temp.quiet_days(0), pg_temp.attribute() \gset
select is(jump::text, '(0,t)', 'nor are they where nobody came') from jump;
select pg_temp.quiet_days(400), pg_temp.attribute() \gset
select is(jump::text, '(17.000000,f)', 'where 400 came a day without posts, 417 are no jump, and 17 the post''s') from jump;

select pg_temp.quiet_days(1), pg_temp.attribute() \gset
update bandit.outcomes set impressions = 100000;
select pg_temp.attribute() \gset
select is(jump::text, '(416.000000,f)', 'a first post that goes viral: 417 are 4.17 per 1000 impressions') from jump;
update bandit.outcomes set impressions = 4170;
select pg_temp.attribute() \gset
select is(is_anomaly, false, 'up to 100 per 1000 is not out of proportion') from jump;
update bandit.outcomes set impressions = 4169;
select pg_temp.attribute() \gset
select is(is_anomaly, true, 'more is') from jump;

-- Others of its kind, per 1000 impressions: 1, 1, 10 and 10; then another 1, which makes them enough to tell.
select bandit.record_followers(p_from => '2026-11-16'::timestamptz + n * interval '1 day', p_at => '2026-11-17'::timestamptz + n * interval '1 day', p_gained => case when n > 2 then 10 else 1 end, p_impressions => 1000) from generate_series(1, 4) as n;
select bandit.record_followers(p_from => '2026-11-22', p_at => '2026-11-23', p_gained => 90, p_impressions => 1000), pg_temp.attribute() \gset
select is(is_anomaly, false, '90 per 1000: four others of its kind are too few to hold against it') from jump;
select bandit.record_followers(p_from => '2026-11-16', p_at => '2026-11-17', p_gained => 1, p_impressions => 1000), pg_temp.attribute() \gset
select is(is_anomaly, true, 'the median of five others is 1, and with itself would be 5.5') from jump;
delete from bandit.follower_snapshots;
delete from bandit.follower_gains where until_at < '2026-11-23 00:00+00';
update bandit.attribution_state set due_from_at = '-infinity';
select bandit.record_followers(p_from => '2026-11-22', p_at => '2026-11-23', p_gained => 417, p_impressions => 570), pg_temp.attribute() \gset
select is(is_anomaly, true, '417 on 570 impressions is nobody''s even where there is nothing else to compare it with') from jump;

select * from finish();
rollback;
