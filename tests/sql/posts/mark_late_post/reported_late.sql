-- tests/sql/posts/mark_late_post/reported_late.sql: what is told over 30 days late of a post that was read before changes who gained what, and nobody's followers count twice.
begin;
select plan(5);
\ir ../../fixtures/followers.psql

select bandit.record_followers(100, '2026-10-01 00:00+00'), bandit.record_followers(110, '2026-10-04 00:00+00') \gset
select pg_temp.post('1', '2026-10-01 00:00+00', '2026-10-05 00:00+00', 100), pg_temp.post('2', '2026-10-01 00:00+00', '2026-10-05 00:00+00', 100), pg_temp.post('3', '2026-10-01 00:00+00', '2026-10-05 00:00+00', null), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=5.000 2=5.000 3=?', 'posts get equal shares');
select bandit.record_outcomes('[{"tweet_id": "1", "followers_gained": 8}]'), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=8.000 2=2.000 3=?', 'then 8 are reported for one of them');
select is(pg_temp.balance(), '10=8/10/0', 'which the balance shows');
select bandit.record_outcomes('[{"tweet_id": "3", "impressions": 100}]'), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=8.000 2=1.000 3=1.000', 'and another''s impressions come');
select is(pg_temp.attribute(), 0::bigint, 'once');

select * from finish();
rollback;
