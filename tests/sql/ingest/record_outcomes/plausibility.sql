-- tests/sql/ingest/record_outcomes/plausibility.sql: numbers that cannot be are quarantined, a viral post is not.
begin;
select plan(29);

-- 'small' has nine posts of 30 impressions, 'large' nine of 200: their medians.
create temp table batch as select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', '2025-01-01', 'generator_name', 'coach')) as posts from generate_series(1, 40) as n;
create function pg_temp.account_with(p_handle text, p_metric text, p_median integer) returns bigint language plpgsql as $$
declare v_account_id bigint := bandit.create_account(p_handle);
begin
    perform bandit.import_posts((select posts from batch), '2025-01-01', v_account_id);
    perform bandit.record_outcomes((select jsonb_agg(jsonb_build_object('tweet_id', n::text, p_metric, p_median)) from generate_series(1, 9) as n), 'setup', '2025-01-02', v_account_id);
    return v_account_id;
end $$;
select pg_temp.account_with('small', 'impressions', 30) as small, pg_temp.account_with('large', 'impressions', 200) as large, pg_temp.account_with('viewed', 'views', 30) as viewed \gset

create function pg_temp.verdict(p_account_id bigint, p_fields jsonb) returns text language plpgsql as $$
declare v_result text;
begin
    select case when r.rejected = 1 then null else 'stored' end
    into v_result
    from bandit.record_outcomes(jsonb_build_array('{"tweet_id": "10"}' || p_fields), 'scrape', clock_timestamp(), p_account_id) as r;
    delete from bandit.outcomes as o using bandit.content_metadata as m where o.decision_id = m.decision_id and o.account_id = p_account_id and m.tweet_id = '10';
    return coalesce(v_result, (select r.column_name || ': ' || r.reason from bandit.rejected_metrics as r where r.account_id = p_account_id order by r.rejected_id desc limit 1));
end $$;

select is(pg_temp.verdict(:small, '{"impressions": 3000}'), 'stored', 'a viral post at 100 times the median is real');
select is(pg_temp.verdict(:small, '{"impressions": 300001}'), 'stored', 'above 10,000 times the median but not above 1,000,000');
select is(pg_temp.verdict(:small, '{"impressions": 1000000}'), 'stored', '1,000,000 is not above 1,000,000');
select is(pg_temp.verdict(:small, '{"impressions": 1000001}'), 'impressions: 1000001 is implausible: above both 1000000 and 10000 times the account''s median', 'above both');
select is(pg_temp.verdict(:small, '{"impressions": 1000000000000}'), 'impressions: 1000000000000 is implausible: above both 1000000 and 10000 times the account''s median', 'far above both');
select is(pg_temp.verdict(:small, '{"views": 5000000}'), 'views: 5000000 is implausible: above both 1000000 and 10000 times the account''s median', 'views are judged like impressions');
select is(pg_temp.verdict(:small, '{"impressions": 30, "views": 5000000}'), 'views: 5000000 is implausible: above both 1000000 and 10000 times the account''s median', 'beside sound impressions too');
select is(pg_temp.verdict(:viewed, '{"views": 5000000}'), 'views: 5000000 is implausible: above both 1000000 and 10000 times the account''s median', 'an account that only counts views has a median too');
select is(pg_temp.verdict(:large, '{"impressions": 1500000}'), 'stored', 'above 1,000,000 but not above 10,000 times the median');
select is(pg_temp.verdict(:large, '{"impressions": 2000000}'), 'stored', 'exactly 10,000 times the median');
select is(pg_temp.verdict(:large, '{"impressions": 2000001}'), 'impressions: 2000001 is implausible: above both 1000000 and 10000 times the account''s median', 'one above');

select is(pg_temp.verdict(:small, '{"impressions": 30, "likes": 30}'), 'stored', 'everybody may like a post');
select is(pg_temp.verdict(:small, '{"impressions": 30, "likes": 31}'), 'impressions: 30 seen, but 31 reacted: a part above its whole', 'nobody likes what he has not seen');
select is(pg_temp.verdict(:small, format('{"impressions": 30, "%s": 31}', metric)::jsonb), 'impressions: 30 seen, but 31 reacted: a part above its whole', metric || ' above impressions')
from unnest(array['retweets', 'replies', 'quotes', 'bookmarks']) as metric;
select is(pg_temp.verdict(:small, format('{"impressions": 30, "%s": 31}', metric)::jsonb), 'stored', metric || ' are events: one view can bring several')
from unnest(array['engagements', 'profile_clicks', 'url_clicks']) as metric;
select is(pg_temp.verdict(:small, '{"views": 20, "likes": 21}'), 'views: 20 seen, but 21 reacted: a part above its whole', 'likes above views');
select is(pg_temp.verdict(:small, '{"impressions": 30, "views": 50, "likes": 40}'), 'stored', 'the larger of impressions and views is the whole');
select is(pg_temp.verdict(:small, '{"likes": 1000}'), 'stored', 'likes without a whole cannot be judged');
select is(pg_temp.verdict(:small, '{"impressions": 0, "likes": 1}'), 'impressions: 0 seen, but 1 reacted: a part above its whole', 'zero is a whole');

-- A broken scraper reads the same error page for more posts than the account has measured.
select is(r::text, '(25,0,0,0,25,{})', 'a batch of errors does not make itself plausible')
from bandit.record_outcomes((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'impressions', 5000000)) from generate_series(11, 35) as n), 'scrape', '2025-01-02', :small) as r;
select is(max(o.impressions), 30::bigint, 'nothing of it is learned from') from bandit.outcomes as o where o.account_id = :small;
select is(r::text, '(3,0,1,0,2,{})', 'the rest of a batch goes through')
from bandit.record_outcomes('[{"tweet_id": "36", "impressions": 5000000}, {"tweet_id": "37", "impressions": 30}, {"tweet_id": "38", "impressions": 1, "likes": 2}]', 'scrape', '2025-01-02', :small) as r;

-- An account without a measured post is judged by the batch itself.
select bandit.create_account('empty') as empty \gset
select is(r.rejected, 1::bigint, 'the first batch is judged by its own median')
from bandit.import_posts((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', '2025-01-01', 'generator_name', 'coach', 'impressions', case n when 5 then 5000000 else 30 end)) from generate_series(1, 9) as n), '2025-01-02', :empty) as r;
select is(count(*), 8::bigint, 'and its sound rows are stored') from bandit.outcomes as o where o.account_id = :empty;

select * from finish();
rollback;
