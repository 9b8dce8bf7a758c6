-- tests/sql/ingest/record_outcomes/not_measured.sql: absent and null are not measured, and not zero.
begin;
select plan(12);

set local bandit.account = 'unmeasured';
select bandit.create_account('unmeasured') as account_id \gset
create temp table post as
select n, m.tweet_id
from generate_series(1, 5) as n
cross join lateral bandit.choose_generator(p_u => n / 10.0) as c
cross join lateral bandit.mark_posted(c.decision_id, n::text, '2024-12-31') as m;

select is(r::text, '(5,5,0,0,0,{})', 'all are stored')
from bandit.record_outcomes('[
    {"tweet_id": "1"},
    {"tweet_id": "2", "likes": null, "retweets": null, "replies": null, "quotes": null, "bookmarks": null, "views": null, "impressions": null, "profile_clicks": null,
     "url_clicks": null, "engagements": null, "followers_before": null, "followers_after": null, "followers_gained": null, "followers_source": null, "extra": null, "collected_at": null},
    {"tweet_id": "3", "likes": 0, "impressions": 0, "followers_gained": 0},
    {"tweet_id": "4", "likes": "3257.0", "retweets": 12, "replies": "12", "quotes": 1, "bookmarks": 2, "views": 3258, "impressions": "3258", "profile_clicks": 3, "url_clicks": 4, "engagements": 5.00,
     "followers_before": 31, "followers_after": "32", "followers_gained": "0.25", "followers_source": "attributed", "extra": {"detail_expands": 6}},
    {"tweet_id": "5", "followers_gained": "-2.5", "followers_source": "attributed"}
]', 'scraper', '2025-01-01 00:00+00') as r;

create temp view measured as
select m.tweet_id, jsonb_strip_nulls(to_jsonb(o) - array['account_id', 'decision_id', 'source', 'collected_at', 'known_at']) as numbers, o.*
from bandit.outcomes as o
join bandit.content_metadata as m using (account_id, decision_id)
where o.account_id = bandit.account_id('unmeasured');

select is(numbers, '{"extra": {}}', 'absent is NULL in every column') from measured where tweet_id = '1';
select is(numbers, '{"extra": {}}', 'so is null') from measured where tweet_id = '2';
select is(numbers, '{"likes": 0, "impressions": 0, "followers_gained": 0, "followers_source": "reported", "extra": {}}', 'zero is zero') from measured where tweet_id = '3';
select is(numbers, '{"likes": 3257, "retweets": 12, "replies": 12, "quotes": 1, "bookmarks": 2, "views": 3258, "impressions": 3258, "profile_clicks": 3, "url_clicks": 4, "engagements": 5,
    "followers_before": 31, "followers_after": 32, "followers_gained": 0.25, "followers_source": "attributed", "extra": {"detail_expands": 6}}', 'numbers and numbers as text are numbers') from measured where tweet_id = '4';
select is(followers_gained, -2.5, 'attributed followers may be lost') from measured where tweet_id = '5';
select is(source || ' ' || (collected_at at time zone 'UTC') || ' ' || (known_at at time zone 'UTC'), 'scraper 2025-01-01 00:00:00 2025-01-01 00:00:00', 'a reading is known from when it was read') from measured where tweet_id = '1';

set local bandit.fake_now = '2025-02-01 00:00+00';
select is(r::text, '(1,0,0,1,0,{})', 'a reading of nothing changes nothing') from bandit.record_outcomes('[{"tweet_id": "4"}]') as r;
select is(numbers ->> 'likes', '3257', 'not measured overwrites nothing') from measured where tweet_id = '4';
select is(collected_at, '2025-02-01 00:00+00', 'without a time it was read at the clock''s') from measured where tweet_id = '4';
select is(r::text, '(1,0,0,1,0,{})', 'nothing in extra is nothing') from bandit.record_outcomes('[{"tweet_id": "4", "extra": {"detail_expands": null}}]') as r;
select is(extra, '{"detail_expands": 6}', 'and overwrites nothing there') from measured where tweet_id = '4';

select * from finish();
rollback;
