-- tests/sql/posts/mark_late_post/late.sql: a post that is told, or first read, over 30 days late is attributed all the same.
begin;
select plan(10);
\ir ../../fixtures/followers.psql

create temp view due as select due_from_at as at from bandit.attribution_state where account_id = bandit.account_id('test');
select bandit.record_followers(100, '2026-10-01 00:00+00'), bandit.record_followers(110, '2026-10-04 00:00+00'), pg_temp.attribute() \gset
select is(at, '2026-11-23 12:00+00', 'everything is attributed') from pg_temp.due;

select decision_id from bandit.choose_generator(p_u => 0) \gset recent_
select bandit.mark_posted(:'recent_decision_id', 'recent', '2026-10-24 12:00+00') \gset
select is(at, '2026-11-23 12:00+00', 'a post of the last 30 days is looked at anyway') from pg_temp.due;
select decision_id from bandit.choose_generator(p_u => 0) \gset late_
select bandit.mark_posted(:'late_decision_id', 'late', '2026-10-01 00:00+00') \gset
select is(at, '2026-10-01 00:00+00', 'one that was told later makes attribution due from its time on') from pg_temp.due;
select pg_temp.attribute() \gset
select is(at, '2026-11-23 12:00+00', 'once') from pg_temp.due;
select is(pg_temp.gained(), null, 'without a reading it has no share');

select bandit.record_outcomes('[{"tweet_id": "late", "impressions": 100}]') \gset
select is(at, '2026-10-01 00:00+00', 'its first reading makes it due again') from pg_temp.due;
select pg_temp.attribute() \gset
select is(pg_temp.gained(), 'late=10.000', 'and it gets what the account gained then');
select bandit.record_outcomes('[{"tweet_id": "late", "impressions": 101, "collected_at": "2026-11-23T12:30:00Z"}, {"tweet_id": "recent", "impressions": 5}]') \gset
select is(at, '2026-11-23 12:00+00', 'later readings change no share to speak of, and a post of the last 30 days is looked at anyway') from pg_temp.due;

select bandit.record_outcomes('[{"tweet_id": "late", "impressions": 1000000000, "collected_at": "2026-11-23T12:40:00Z"}]') \gset
select is(result, 'updated', 'a reading that was refused') from bandit.rejected_metrics cross join lateral bandit.accept_rejected(rejected_id) as result;
select is(at, '2026-10-01 00:00+00', 'and released may change them') from pg_temp.due;

select * from finish();
rollback;
