-- tests/sql/attribution/attribute_followers/losses.sql: a loss is judged like a gain.
begin;
select plan(5);
\ir ../../fixtures/followers.psql

select bandit.record_followers(p_from => d, p_at => d + interval '1 day', p_gained => 5, p_impressions => 500) from generate_series('2026-11-14'::timestamptz, '2026-11-18', '1 day') as d;
select pg_temp.post('1', '2026-11-19 01:00+00', '2026-11-23', 400), pg_temp.post('2', '2026-11-20 00:00+00', '2026-11-23', 400) \gset
select bandit.record_followers(p_from => '2026-11-19', p_at => '2026-11-20', p_gained => -417, p_impressions => 570), bandit.record_followers(p_from => '2026-11-20', p_at => '2026-11-21', p_gained => -3, p_impressions => 570), pg_temp.attribute() \gset
select matches(pg_temp.balance(), '-417=0/0/-417! -3=0/-', 'a loss out of all proportion is nobody''s, a small one is shared');
select is(array_agg(kind || ': ' || message order by kind), '{"anomaly: 417 followers lost, far out of proportion: left unattributed","followers_lost: 417 followers lost"}', 'both events are logged') from bandit.events where kind in ('anomaly', 'followers_lost');
select matches(pg_temp.gained(), '^1=[?] 2=-', 'the followers of the post in it are not measured');

-- An account that loses followers every day.
update bandit.follower_gains set gained = -60, impressions = null;
select bandit.record_followers(p_from => '2026-11-19', p_at => '2026-11-20', p_gained => -60), bandit.record_followers(p_from => '2026-11-20', p_at => '2026-11-21', p_gained => -1700) \gset
update bandit.attribution_state set due_from_at = '-infinity';
delete from bandit.outcomes;
select pg_temp.attribute() \gset
select is(pg_temp.balance() ~ '-60=[^ ]*!', false, 'its usual loss is no anomaly');
select matches(pg_temp.balance(), '-1700=0/0/-1700!$', 'over twenty times that is one');

select * from finish();
rollback;
