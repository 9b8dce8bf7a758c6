-- tests/sql/ingest/record_outcomes/falls.sql: a count that falls by over half is a broken reading.
begin;
select plan(15);

set local bandit.account = 'falls';
select bandit.create_account('falls') as account_id \gset
select count(m.*) from bandit.choose_generator() as c cross join lateral bandit.mark_posted(c.decision_id, '1', '2024-12-31') as m \gset
prepare record(jsonb, timestamptz) as select r::text from bandit.record_outcomes($1, 'scrape', $2) as r;
prepare stored as select o.views, o.likes from bandit.outcomes as o where o.account_id = bandit.account_id('falls');

select results_eq($$execute record('[{"tweet_id": "1", "views": 1001, "likes": 9}]', '2025-01-01')$$, $$values ('(1,1,0,0,0,{})')$$, 'a first reading');
select results_eq($$execute record('[{"tweet_id": "1", "views": 501}]', '2025-01-02')$$, $$values ('(1,0,1,0,0,{})')$$, 'half is left: believed');
select results_eq($$execute record('[{"tweet_id": "1", "views": 250}]', '2025-01-03')$$, $$values ('(1,0,0,0,1,{})')$$, 'fallen by over half: refused');
select results_eq($$execute record('[{"tweet_id": "1", "views": 0}]', '2025-01-03')$$, $$values ('(1,0,0,0,1,{})')$$, 'fallen to nothing: refused');
select results_eq($$execute record('[{"tweet_id": "1", "views": 900, "likes": 0}]', '2025-01-03')$$, $$values ('(1,0,1,0,0,{})')$$, 'nine likes may be taken back');
select results_eq('execute stored', 'values (900::bigint, 0::bigint)', 'what was refused is not stored');
select results_eq($$execute record('[{"tweet_id": "1", "views": 100}]', '2025-01-02 12:00')$$, $$values ('(1,0,0,1,0,{})')$$, 'an older reading is late, not a fall');
select results_eq($$execute record('[{"tweet_id": "1", "views": 250, "likes": 5}]', '2025-01-04')$$, $$values ('(1,0,0,0,1,{})')$$, 'one fallen count refuses the row');
select results_eq('execute stored', 'values (900::bigint, 0::bigint)', 'all of it');
select results_eq(format('select column_name, reason from bandit.rejected_metrics where account_id = %s order by rejected_id', :account_id), $$values
    ('views', '250 fell by over half from 501: a broken reading'),
    ('views', '0 fell by over half from 501: a broken reading'),
    ('views', '250 fell by over half from 900: a broken reading')$$, 'the reasons name both numbers');

-- Every cumulative count is watched; follower counts are no counts of the post.
select results_eq($$execute record('[{"tweet_id": "1", "likes": 10, "retweets": 10, "replies": 10, "quotes": 10, "bookmarks": 10, "impressions": 900, "profile_clicks": 10, "url_clicks": 10, "engagements": 10, "followers_before": 100, "followers_after": 100, "followers_gained": 20}]', '2025-01-05')$$,
    $$values ('(1,0,1,0,0,{})')$$, 'ten of each');
select results_eq(
    $$select array_agg(r.rejected) from unnest(array['likes', 'retweets', 'replies', 'quotes', 'bookmarks', 'impressions', 'profile_clicks', 'url_clicks', 'engagements']) as c (name), lateral bandit.record_outcomes(jsonb_build_array(jsonb_build_object('tweet_id', '1', c.name, 4)), 'scrape', '2025-01-06') as r$$,
    $$values (array_fill(1::bigint, array[9]))$$, 'four left of ten: refused, whichever it is');
select results_eq($$select array_agg(distinct r.reason) from bandit.rejected_metrics as r where r.account_id = bandit.account_id('falls') and r.raw ->> 'tweet_id' = '1' and r.column_name <> 'views'$$,
    $$values (array['4 fell by over half from 10: a broken reading', '4 fell by over half from 900: a broken reading'])$$, 'each for its own fall');
select is(count(distinct r.column_name), 10::bigint, 'under its own column') from bandit.rejected_metrics as r where r.account_id = :account_id;
select results_eq($$execute record('[{"tweet_id": "1", "followers_before": 4, "followers_after": 4, "followers_gained": 4}]', '2025-01-06')$$, $$values ('(1,0,1,0,0,{})')$$, 'followers may leave');

select * from finish();
rollback;
