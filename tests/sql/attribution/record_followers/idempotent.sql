-- tests/sql/attribution/record_followers/idempotent.sql: a repeated value changes nothing; another value is a correction.
begin;
select plan(13);
\ir ../../fixtures/followers.psql

select is(pg_temp.count(1, 100), 'inserted', 'a count');
select is(pg_temp.count(1, 100), 'unchanged', 'again');
select is(pg_temp.count(1, 101), 'updated', 'corrected');
select is(bandit.record_followers(null, '2026-11-23 01:00+00'), 'unchanged', 'an unreadable count replaces nothing');
select is(bandit.record_followers(null, '2026-11-23 02:00+00'), 'inserted', 'a count that could not be read is a row');
select is(pg_temp.count(2, 7), 'updated', 'until it is read');
select is(bandit.record_followers(99, '2026-11-23 01:00+00', p_source => 'other'), 'inserted', 'another source has a row of its own');
select is(bandit.record_followers(p_at => '2026-11-23 02:00+00', p_gained => -2.5, p_from => '2026-11-23 01:00+00', p_impressions => 50), 'inserted', 'a gain');
select is(bandit.record_followers(p_at => '2026-11-23 02:00+00', p_gained => -2.50, p_from => '2026-11-23 01:00+00'), 'unchanged', 'impressions that were not measured replace nothing');
select is(bandit.record_followers(p_at => '2026-11-23 02:00+00', p_gained => -2.5, p_from => '2026-11-23 01:00+00', p_impressions => 51), 'updated', 'measured ones do');
select set_eq('select snapshot_at, source, followers from bandit.follower_snapshots', $$values ('2026-11-23 01:00+00'::timestamptz, 'scrape', 101::bigint), ('2026-11-23 01:00+00', 'other', 99), ('2026-11-23 02:00+00', 'scrape', 7)$$, 'the counts');
select set_eq('select gained, impressions from bandit.follower_gains', $$values (-2.5, 51::bigint)$$, 'the gain');
select is(count(*), 3::bigint, 'corrections are logged') from bandit.events where kind = 'followers_corrected';

select * from finish();
rollback;
