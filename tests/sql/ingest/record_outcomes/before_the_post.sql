-- tests/sql/ingest/record_outcomes/before_the_post.sql: no reading lies before its post.
begin;
select plan(4);

set local bandit.account = 'early';
select bandit.create_account('early') as account_id \gset
select count(m.*) from bandit.choose_generator() as c cross join lateral bandit.mark_posted(c.decision_id, '1', '2025-01-02 12:00+00') as m \gset
prepare record(timestamptz) as select r.inserted || ' ' || r.rejected from bandit.record_outcomes('[{"tweet_id": "1", "likes": 1}]', 'scrape', $1) as r;

select results_eq($$execute record('2025-01-02 10:59+00')$$, $$values ('0 1')$$, 'a reading from before the post is rejected');
set local datestyle = 'German';
select is(column_name || ': ' || reason, 'collected_at: the reading is from 2025-01-02 10:59 UTC, before the post', 'with the reason') from bandit.rejected_rows where account = 'early';
select results_eq($$execute record('02.01.2025 11:01+00')$$, $$values ('1 0')$$, 'clocks may differ by an hour');
select results_eq($$select inserted || ' ' || rejected from bandit.import_posts('[{"tweet_id": "2", "posted_at": "2025-01-03", "generator_name": "coach", "impressions": 9, "collected_at": "2025-01-02"}]')$$, $$values ('0 1')$$, 'nor is one of an export stored');

select * from finish();
rollback;
