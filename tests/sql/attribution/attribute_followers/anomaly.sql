-- tests/sql/attribution/attribute_followers/anomaly.sql: a gain out of proportion to exposure is left unattributed; the gain of a viral post is not.
begin;
select plan(8);
\ir ../../fixtures/followers.psql

-- 1 follower per 100 impressions of the account: 10 per 1000.
select bandit.record_followers(p_from => d, p_at => d + interval '1 day', p_gained => 5, p_impressions => 500) from generate_series('2026-11-14'::timestamptz, '2026-11-18', '1 day') as d;
select pg_temp.post('1', '2026-11-19 01:00+00', '2026-11-30', 400), pg_temp.post('2', '2026-11-20 00:00+00', '2026-11-30', 40000) \gset
select bandit.record_followers(p_from => '2026-11-19', p_at => '2026-11-20', p_gained => 417, p_impressions => 570), bandit.record_followers(p_from => '2026-11-20', p_at => '2026-11-21', p_gained => 417, p_impressions => 41700) \gset
select pg_temp.attribute() \gset
select matches(pg_temp.balance(), '417=0/0/417! 417=0/412[.]?0*/5$', '417 on 570 impressions are an anomaly, 417 on 41700 are not');
select is(count(*), 1::bigint, 'there is one event') from bandit.events where kind = 'anomaly';
select is(detail ->> 'gained', '417', 'with the gain') from bandit.events where kind = 'anomaly';
select matches(pg_temp.gained(), '^1=[?] 2=41', 'the followers of the post in it are not measured, not 0');
update bandit.attribution_state set due_from_at = '-infinity';
select is(pg_temp.attribute(), 0::bigint, 'a repeated call changes nothing');
select is(count(*), 1::bigint, 'and logs no other event') from bandit.events where kind = 'anomaly';

select bandit.record_followers(p_from => '2026-11-19', p_at => '2026-11-20', p_gained => 50, p_impressions => 1) \gset
select pg_temp.attribute() \gset
select unalike(pg_temp.balance(), '%!%', '50 is not above 50');
select bandit.record_followers(p_from => '2026-11-19', p_at => '2026-11-20', p_gained => 51, p_impressions => 254) , bandit.record_followers(p_from => '2026-11-19', p_at => '2026-11-20', p_gained => 51, p_impressions => 255), pg_temp.attribute() \gset
select unalike(pg_temp.balance(), '%!%', '51 on 255 impressions is 200 per 1000: not above 20 times 10');

select * from finish();
rollback;
