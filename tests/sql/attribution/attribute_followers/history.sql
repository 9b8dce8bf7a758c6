-- tests/sql/attribution/attribute_followers/history.sql: the base rate and the medians are over the 90 days before the day (UTC) of the interval.
begin;
select plan(6);
\ir ../../fixtures/followers.psql

-- A quiet interval that ends at that time, in which one follower an hour came; then one of the 22nd, in which 100 came and a post was live.
create function pg_temp.quiet_until(p_until timestamptz) returns void language sql as $$
    delete from bandit.follower_gains where until_at < '2026-11-01';
    select bandit.record_followers(p_from => p_until - interval '1 hour', p_at => p_until, p_gained => 1);
$$;
create temp view measured as select base, attributed from bandit.follower_intervals where until_at = '2026-11-23 06:00+00';
select pg_temp.post('1', '2026-11-22 06:00+00', '2026-11-23 06:00+00', 1000), bandit.record_followers(p_from => '2026-11-22 06:00+00', p_at => '2026-11-23 06:00+00', p_gained => 40) \gset

select pg_temp.quiet_until('2026-08-25 00:00+00'), pg_temp.attribute() \gset
select is(measured::text, '(24.000000,16.000000)', 'an interval that ends 90 days before the day counts: one follower an hour would have come anyway') from measured;
select bandit.record_followers(p_from => '2026-11-22 06:00+00', p_at => '2026-11-23 06:00+00', p_gained => 41), bandit.attribute_followers(p_from => '2026-11-23') \gset
select is(measured::text, '(24.000000,17.000000)', 'also if an earlier attribution stored it and this one looks back a few days only') from measured;
select pg_temp.quiet_until('2026-08-24 23:59:59+00'), pg_temp.attribute() \gset
select is(measured::text, '(0.000000,41.000000)', 'one that ends a second earlier does not') from measured;
select bandit.record_followers(p_from => '2026-11-22 06:00+00', p_at => '2026-11-23 06:00+00', p_gained => 42), bandit.attribute_followers(p_from => '2026-11-23') \gset
select is(measured::text, '(0.000000,42.000000)', 'stored or not') from measured;

-- The median of others: 60 followers on 1000 impressions are 60 times five others of 1 per 1000, if these are not too old.
create function pg_temp.others_from(p_at timestamptz) returns void language sql as $$
    delete from bandit.follower_gains;
    select bandit.record_followers(p_from => p_at + n * interval '1 hour', p_at => p_at + (n + 1) * interval '1 hour', p_gained => 1, p_impressions => 1000) from generate_series(-1, 3) as n;
    select bandit.record_followers(p_from => '2026-11-22 06:00+00', p_at => '2026-11-23 06:00+00', p_gained => 60, p_impressions => 1000);
$$;
select pg_temp.others_from('2026-08-25 00:00+00'), pg_temp.attribute() \gset
select is(is_anomaly, true, 'five others within 90 days are enough to compare with') from bandit.follower_intervals where until_at = '2026-11-23 06:00+00';
select pg_temp.others_from('2026-08-24 23:59:59+00'), pg_temp.attribute() \gset
select is(is_anomaly, false, 'if one is older, four are not') from bandit.follower_intervals where until_at = '2026-11-23 06:00+00';

select * from finish();
rollback;
