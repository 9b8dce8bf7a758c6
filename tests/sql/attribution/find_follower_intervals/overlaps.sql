-- tests/sql/attribution/find_follower_intervals/overlaps.sql: no follower is counted twice, and a gap differs from a gain of 0.
begin;
select plan(5);
\ir ../../fixtures/followers.psql
create temp view found as
select to_char(from_at at time zone 'UTC', 'HH24') as from_hour, to_char(until_at at time zone 'UTC', 'HH24') as until_hour, gained, impressions
from unnest(bandit_internal.find_follower_intervals(bandit.account_id('test'), '2026-11-01', '2026-11-23 12:00+00')) where isfinite(from_at) and gained is not null;
create temp view gaps as
select from_at, until_at from unnest(bandit_internal.find_follower_intervals(bandit.account_id('test'), '2026-11-01', '2026-11-23 12:00+00')) where gained is null;

select pg_temp.count(1, 100), pg_temp.count(2, 103), bandit.record_followers(null, '2026-11-23 03:00+00'), pg_temp.count(4, 103), pg_temp.count(6, 101), pg_temp.count(13, 500) \gset
select set_eq('table found', $$values ('01', '02', 3::numeric, null::bigint), ('02', '04', 0, null), ('04', '06', -2, null)$$, 'from one readable count to the next, and nothing later than now');
select set_eq('table gaps', $$values ('-infinity'::timestamptz, '2026-11-23 01:00+00'::timestamptz), ('2026-11-23 06:00+00', '2026-11-23 12:00+00')$$, 'before and after them is a gap');
select bandit.record_followers(p_from => '2026-11-23 01:30+00', p_at => '2026-11-23 02:00+00', p_gained => 2, p_impressions => 9), bandit.record_followers(p_from => '2026-11-23 07:00+00', p_at => '2026-11-23 11:00+00', p_gained => 8) \gset
select set_eq('table found', $$values ('01', '02', 2::numeric, 9::bigint), ('02', '04', 0, null), ('04', '06', -2, null), ('07', '11', 8, null)$$, 'a gain takes precedence over the counts that it overlaps, and over no others');
select bandit.record_followers(p_from => '2026-11-23 08:00+00', p_at => '2026-11-23 09:00+00', p_gained => 5) \gset
select set_eq('table found', $$values ('01', '02', 2::numeric, 9::bigint), ('02', '04', 0, null), ('04', '06', -2, null), ('08', '09', 5, null)$$, 'of overlapping gains the shortest is used');
select bandit.record_followers(200, '2026-11-23 04:00+00', p_source => 'another') \gset
select set_eq('select gained from found where until_hour in (''04'', ''06'')', $$values (97::numeric), (-99)$$, 'of two counts of one time the first by its source');

select * from finish();
rollback;
