-- tests/sql/choice/keep_post/early.sql: a post that arrives before its decision is not lost.
begin;
select plan(14);

select bandit.create_account('early') as account_id, '7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11' as one, '7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a12' as two \gset
set local bandit.account = 'early';
set local bandit.fake_now = '2026-11-23 12:00+00';
select results_eq(format('select status, tweet_id, posted_at from bandit.keep_post(%L, %L, %L, %L)', :'one', ' 101 ', '2026-11-23 10:00+00', 'text'), $$values ('kept', '101', timestamptz '2026-11-23 10:00+00')$$, 'it is kept');
select results_eq(format('select status, tweet_id from bandit.keep_post(%L, %L)', :'one', '101'), $$values ('kept', '101')$$, 'once');
select is(count(*), 1::bigint, 'one row') from bandit.early_posts as e where e.account_id = :account_id;
select is(count(*), 0::bigint, 'there is no decision yet') from bandit.content_metadata as c where c.account_id = :account_id;

select generator_name from bandit.record_decision(:'one', 'coach', 'control', 0.05, 0.08, 'cache', '2026-11-23 09:00+00') \gset
select is(row(c.status, c.tweet_id, c.posted_at, c.content)::text, row('posted', '101', timestamptz '2026-11-23 10:00+00', 'text')::text, 'the decision arrives, and has its post') from bandit.content_metadata as c where c.decision_id = :'one';
select is(count(*), 1::bigint, 'which is scraped') from bandit.scrape_queue as q where q.account_id = :account_id;
select is(count(*), 0::bigint, 'nothing waits any more') from bandit.early_posts as e where e.account_id = :account_id;
select lives_ok(format('select * from bandit.record_decision(%L, %L, %L, 0.05, 0.08, %L, %L)', :'one', 'coach', 'control', 'cache', '2026-11-23 09:00+00'), 'a repeated call');
select results_eq(format('select status, tweet_id from bandit.keep_post(%L, %L)', :'one', '101'), $$values ('posted', '101')$$, 'a known decision is marked at once');

-- The post of another decision must not stop the one that arrives.
select status from bandit.keep_post(:'two', '101') \gset
select lives_ok(format('select * from bandit.record_decision(%L, %L, %L, 0.05, 0.08, %L, %L)', :'two', 'coach', 'control', 'cache', '2026-11-23 09:00+00'), 'a post that another decision has');
select is(c.status, 'planned', 'is not taken up') from bandit.content_metadata as c where c.decision_id = :'two';

select throws_ok(format('select * from bandit.keep_post(%L, %L)', gen_random_uuid(), ' '), 'WT004', null, 'no id of the post');
select throws_ok('select * from bandit.keep_post(null, ''1'')', 'WT004', null, 'no decision');
select throws_ok(format('select * from bandit.keep_post(%L, ''1'', ''2027-01-01'')', gen_random_uuid()), 'WT004', null, 'a time to come');

select * from finish();
rollback;
