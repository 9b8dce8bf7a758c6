-- tests/sql/attribution/follower_rate/measures.sql: the measure of the rate of a gain.
begin;
select plan(4);

select is(bandit_internal.follower_rate(5, '2026-11-23 00:00+00', '2026-11-23 02:00+00', 500, 100)::text, '(impressions,10,2.5)', 'the account''s impressions');
select is(bandit_internal.follower_rate(5, '2026-11-23 00:00+00', '2026-11-23 02:00+00', null, 100)::text, '(exposure,50,2.5)', 'else its posts'' exposure');
select is(bandit_internal.follower_rate(5, '2026-11-23 00:00+00', '2026-11-23 02:00+00', 0, 0)::text, '(hours,2.5,2.5)', 'else time');
select is(bandit_internal.follower_rate(null, '-infinity', '2026-11-23 02:00+00', null, null)::text, '(hours,,)', 'a gap has no rate');

select * from finish();
rollback;
