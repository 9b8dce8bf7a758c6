-- tests/sql/attribution/record_followers/refused.sql: invalid values are rejected, and nothing is stored.
begin;
select plan(11);
\ir ../../fixtures/followers.psql

select throws_ok('select bandit.record_followers(-1)', 'WT004', '-1 is not a number of followers', 'a negative count');
select throws_ok('select bandit.record_followers(1000000000001)', 'WT004', '1000000000001 is not a number of followers', 'more than the maximum');
select throws_ok($$select bandit.record_followers(1, 'infinity')$$, 'WT004', 'a time must be finite', 'an infinite time');
select throws_ok($$select bandit.record_followers(p_gained => 'NaN', p_from => '2026-11-22')$$, 'WT004', 'NaN is not a gain', 'not a number');
select throws_ok($$select bandit.record_followers(p_gained => 1e13, p_from => '2026-11-22')$$, 'WT004', '10000000000000 is not a gain', 'an impossible gain');
select throws_ok('select bandit.record_followers(p_gained => 1)', 'WT004', 'a gain needs the start of its interval', 'a gain without a start');
select throws_ok($$select bandit.record_followers(p_gained => 1, p_from => '2026-11-23 12:00+00')$$, 'WT004', 'an interval must end after its start', 'an interval without length');
select throws_ok($$select bandit.record_followers(1, p_from => '2026-11-22')$$, 'WT004', 'an interval needs its gain', 'an interval without gain');
select throws_ok($$select bandit.record_followers(p_gained => 1, p_from => '2026-11-22', p_impressions => -1)$$, 'WT004', '-1 is not a number of impressions', 'negative impressions');
select throws_ok('select bandit.record_followers(1, p_account_id => 999999)', 'WT001', null, 'an unknown account');
select is((select count(*) from bandit.follower_snapshots) + (select count(*) from bandit.follower_gains), 0::bigint, 'nothing is stored');

select * from finish();
rollback;
