-- tests/sql/attribution/attribute_followers/quiet.sql: an interval is quiet if no post gained exposure in it, not if the exposure is unknown.
begin;
select plan(2);
\ir ../../fixtures/followers.psql

select pg_temp.count(1, 100), pg_temp.count(2, 109), pg_temp.count(3, 120) \gset
select pg_temp.post('1', '2026-11-23 01:00+00', '2026-11-23 12:00+00', null) \gset
select pg_temp.attribute() \gset
select is(array_agg(is_quiet), '{f,f}', 'a post with unknown impressions can have gained the followers') from bandit.follower_intervals;
update bandit.outcomes set impressions = 0;
update bandit.attribution_state set due_from_at = '-infinity';
select pg_temp.attribute() \gset
select is(array_agg(is_quiet), '{t,t}', 'a post with 0 impressions cannot') from bandit.follower_intervals;

select * from finish();
rollback;
