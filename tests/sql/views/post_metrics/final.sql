-- tests/sql/views/post_metrics/final.sql: a final export has the latest metrics, but is no point of the course over time.
begin;
select plan(3);

select bandit.create_account('test', p_now => '2026-11-01') as account_id \gset
set local bandit.account = 'test';
select from bandit.import_posts('[{"tweet_id": "1", "posted_at": "2026-11-20T12:00:00Z", "generator_name": "coach", "likes": 5}]', '2026-11-20 13:30+00') \g /dev/null
select is(m.interactions, 5::bigint, 'the latest metrics') from bandit.post_metrics as m where m.account_id = :account_id;
select is(num_nonnulls(m.interactions_2h, m.peak_hour, m.hours_to_first_engagement), 0, 'at no age') from bandit.post_metrics as m where m.account_id = :account_id;
select from bandit.record_outcomes('[{"tweet_id": "1", "likes": 7}]', 'scrape', '2026-11-20 13:45+00') \g /dev/null
select is(row(m.interactions_2h, m.interactions)::text, '(7,7)', 'a later reading is one') from bandit.post_metrics as m where m.account_id = :account_id;

select * from finish();
rollback;
