-- tests/sql/ingest/record_outcomes/parts_and_wholes.sql: a part above its whole is refused, whichever readings brought them.
begin;
select plan(16);

select bandit.create_account('parts') as account_id \gset
set local bandit.account = 'parts';
select * from bandit.import_posts((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', '2025-01-01T00:00:00Z', 'generator_name', 'coach')) from generate_series(1, 6) as n), '2025-01-01') \gset
prepare record(jsonb, timestamptz) as select r.rejected from bandit.record_outcomes($1, 'scrape', $2) as r;

select results_eq($$execute record('[{"tweet_id": "1", "impressions": 50}]', '2025-01-02')$$, 'values (0::bigint)', 'seen 50 times');
select results_eq($$execute record('[{"tweet_id": "1", "likes": 51}]', '2025-01-03')$$, 'values (1::bigint)', '51 likes later: refused');
select results_eq($$execute record('[{"tweet_id": "1", "followers_gained": 51}]', '2025-01-03')$$, 'values (1::bigint)', 'so are 51 followers');
select results_eq($$execute record('[{"tweet_id": "1", "retweets": 51}]', '2025-01-03')$$, 'values (1::bigint)', 'and 51 reposts');
select is(string_agg(distinct r.column_name, ','), 'impressions', 'the whole is named, whoever brought it') from bandit.rejected_rows as r where r.account = 'parts';
select results_eq($$execute record('[{"tweet_id": "1", "likes": 50}]', '2025-01-03')$$, 'values (0::bigint)', 'fifty are not');
select results_eq($$execute record('[{"tweet_id": "1", "likes": 60, "impressions": 60}]', '2025-01-04')$$, 'values (0::bigint)', 'nor more with more views');

select results_eq($$execute record('[{"tweet_id": "2", "likes": 9}]', '2025-01-02')$$, 'values (0::bigint)', 'likes without views');
select results_eq($$execute record('[{"tweet_id": "2", "impressions": 8}]', '2025-01-03')$$, 'values (1::bigint)', 'then fewer views than likes: refused');
select results_eq($$execute record('[{"tweet_id": "2", "impressions": 8, "likes": 7}]', '2025-01-03')$$, 'values (0::bigint)', 'unless likes were taken back');

select results_eq($$execute record('[{"tweet_id": "3", "impressions": 100, "likes": 60}]', '2025-01-03')$$, 'values (0::bigint)', 'a later reading first');
select results_eq($$execute record('[{"tweet_id": "3", "impressions": 50}]', '2025-01-02')$$, 'values (0::bigint)', 'an older one is late, not a contradiction');
select results_eq($$execute record('[{"tweet_id": "4", "followers_gained": 90, "followers_source": "attributed", "impressions": 50}]', '2025-01-03')$$, 'values (0::bigint)', 'followers attributed by share are no part of the views');

select results_eq($$execute record('[{"tweet_id": "5", "impressions": 1, "engagements": 3, "profile_clicks": 2, "url_clicks": 2, "likes": 1}]', '2025-01-03')$$, 'values (0::bigint)', 'engagements and clicks are events: one view can bring several');

select bandit.accept_rejected((select r.rejected_id from bandit.rejected_rows as r where r.account = 'parts' and r.raw ->> 'likes' = '51')) \gset
select results_eq($$execute record('[{"tweet_id": "1", "likes": 61}]', '2025-01-05')$$, 'values (1::bigint)', 'a contradiction that is still one');
select is(o.likes, 60::bigint, 'is not stored') from bandit.outcomes as o join bandit.content_metadata as c using (account_id, decision_id) where o.account_id = :account_id and c.tweet_id = '1';

select * from finish();
rollback;
