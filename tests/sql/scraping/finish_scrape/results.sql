-- tests/sql/scraping/finish_scrape/results.sql: what a worker brings back is recorded, checked, and decides when a post is due next.
begin;
select plan(22);
\ir ../../fixtures/scraping.psql

select pg_temp.post('1', '2026-11-23 11:00+00'), pg_temp.post('2', '2026-11-22 11:00+00'), pg_temp.post('3', '2026-11-20 11:00+00') \gset
select is(pg_temp.claim(), '{3,2,1}', 'claimed');
select is(pg_temp.finish('[
    {"tweet_id": "1", "likes": 5, "impressions": 100, "unavailable": {"url_clicks": "private"}, "collected_at": "2026-11-23T11:59:00Z", "raw": {"id": "1", "gone": null}},
    {"tweet_id": "2", "likes": 500, "impressions": 100},
    {"tweet_id": "3", "likes": "x"},
    {"tweet_id": "4", "likes": 1}, {"tweet_id": "5", "error": "no"}, {"decision_id": "00000000-0000-0000-0000-000000000000", "deleted": true}]'), '(1,0,2,0,0,3,{})', 'one recorded, two refused, three of nobody');
select results_eq($$select s.likes, s.impressions, s.collected_at, s.bucket_at, s.unavailable, s.raw, s.source from snapshot as s$$,
    $$values (5::bigint, 100::bigint, '2026-11-23 11:59+00'::timestamptz, '2026-11-23 11:50+00'::timestamptz, '{"url_clicks": "private"}'::jsonb, '{"id": "1", "gone": null}'::jsonb, 'scrape')$$, 'a snapshot as it was read, why a metric is missing, and the answer as it came');
select is(row(o.likes, o.collected_at, o.source)::text, row(5, '2026-11-23 11:59+00'::timestamptz, 'scrape')::text, 'it is the latest state too') from bandit.outcomes as o where o.account_id = :account_id;
select results_eq($$select tweet_id, due_at, worker, lease_ends_at, scraped_at, failures, last_error from scrape order by tweet_id$$,
    $$values ('1', '2026-11-23 12:10+00'::timestamptz, null::text, null::timestamptz, '2026-11-23 12:00+00'::timestamptz, 0, null::text), ('2', '2026-11-23 18:00+00', null, null, '2026-11-23 12:00+00', 0, null), ('3', '2026-11-24 12:00+00', null, null, '2026-11-23 12:00+00', 0, null)$$,
    'each is due again by its age, refused or not, and nobody''s');
select results_eq($$select r.raw ->> 'tweet_id', r.column_name, r.source from bandit.rejected_rows as r where r.account = 'scraped' order by 1$$, $$values ('2', 'impressions', 'scrape'), ('3', 'likes', 'scrape')$$, 'what was refused is kept');

select is(bandit.accept_rejected((select r.rejected_id from bandit.rejected_rows as r where r.account = 'scraped' and r.column_name = 'impressions')), 'inserted', 'and can be released');
select is(row(s.likes, s.impressions, s.collected_at, s.raw)::text, row(500, 100, '2026-11-23 12:00+00'::timestamptz, '{"likes": 500, "impressions": 100, "tweet_id": "2"}'::jsonb)::text, 'into a snapshot too') from snapshot as s where s.tweet_id = '2';

select is(pg_temp.finish('[{"tweet_id": "1", "likes": 5, "impressions": 100, "unavailable": {"url_clicks": "private"}, "collected_at": "2026-11-23T11:59:00Z", "raw": {"id": "1", "gone": null}}]'), '(0,1,0,0,0,0,{})', 'the same again');
select is(count(*), 2::bigint, 'changes nothing') from snapshot;

-- A page read again, in its ten minutes and after them, in any order.
select is(pg_temp.finish('[{"tweet_id": "1", "likes": 6, "collected_at": "2026-11-23T12:01:00Z"}, {"tweet_id": "1", "likes": 7, "collected_at": "2026-11-23T12:02:00Z"}]', '2026-11-23 12:02+00'), '(1,1,0,0,0,0,{})', 'one post twice in a page');
select results_eq($$select s.bucket_at, s.likes, s.impressions from snapshot as s where s.tweet_id = '1' order by 1$$, $$values ('2026-11-23 11:50+00'::timestamptz, 5::bigint, 100::bigint), ('2026-11-23 12:00+00', 7, null)$$, 'ten minutes have one snapshot, the newest, with what it measured');
select is(due_at, '2026-11-23 12:12+00', 'a post that nobody claimed is due by its reading') from scrape where tweet_id = '1';

-- Whoever reads a post, who claimed it keeps it.
select is(pg_temp.claim('2026-11-23 12:12+00', p_worker => 'x'), '{1}', 'x claims');
select is(pg_temp.finish('[{"tweet_id": "1", "likes": 8}]', '2026-11-23 12:13+00'), '(1,0,0,0,0,0,{})', 'w comes across it');
select is(row(due_at, worker, lease_ends_at)::text, row('2026-11-23 12:23+00'::timestamptz, 'x', '2026-11-23 12:22+00'::timestamptz)::text, 'x reads on') from scrape where tweet_id = '1';
select is(pg_temp.finish('[{"tweet_id": "1", "error": "late"}]', '2026-11-23 12:14+00'), '(0,0,0,1,0,0,{})', 'w fails');
select is(row(failures, worker)::text, '(0,x)', 'which is not x''s failure') from scrape where tweet_id = '1';
select is(pg_temp.finish('[{"tweet_id": "1", "likes": 8}]', '2026-11-23 12:15+00', 'x'), '(0,1,0,0,0,0,{})', 'x finishes');
select is(row(due_at, worker)::text, row('2026-11-23 12:25+00'::timestamptz, null::text)::text, 'and is done') from scrape where tweet_id = '1';

-- What names no post is kept, what is no result fails.
select is(pg_temp.finish('[{"likes": 1}, {"decision_id": "x", "likes": 1}, {"tweet_id": "1"}, {"tweet_id": "2", "metrics": [1]}, {"tweet_id": null, "error": "x"}, {}]', '2026-11-23 12:30+00'), '(0,0,2,2,0,2,"{""metrics"": 1}")', 'malformed results');
select results_eq($$select tweet_id, last_error from scrape where failures > 0 order by 1$$, $$values ('1', 'the result has neither metrics nor an error'), ('2', 'the result has neither metrics nor an error')$$, 'which is said of the posts');

select * from finish();
rollback;
