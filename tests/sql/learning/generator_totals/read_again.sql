-- tests/sql/learning/generator_totals/read_again.sql: the same numbers read again were known since they were first read.
begin;
select plan(3);

select * from bandit.import_posts('[{"tweet_id": "1", "posted_at": "2025-01-01T00:00:00Z", "generator_name": "coach"}]', '2025-01-01') \gset
delete from bandit.outcomes;
prepare measured(timestamptz) as select p.total_posts from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, $1) as p where p.generator_name = 'coach';
select * from bandit.record_outcomes('[{"tweet_id": "1", "impressions": 812}]', 'scrape', '2025-01-01 01:00+00') \gset
select * from bandit.record_outcomes('[{"tweet_id": "1", "impressions": 812}]', 'scrape', '2025-01-01 09:00+00') \gset

select results_eq($$execute measured('2025-01-01 00:59+00')$$, 'values (0::bigint)', 'before the first reading');
select results_eq($$execute measured('2025-01-01 05:00+00')$$, 'values (1::bigint)', 'between the two');
select results_eq($$execute measured('2025-01-01 10:00+00')$$, 'values (1::bigint)', 'after both');

select * from finish();
rollback;
