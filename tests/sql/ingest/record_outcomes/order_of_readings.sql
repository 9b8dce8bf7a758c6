-- tests/sql/ingest/record_outcomes/order_of_readings.sql: whatever the order of arrival, the newest reading of each number wins.
begin;
select plan(27);

set local bandit.account = 'readings';
select bandit.create_account('readings') as account_id \gset
select count(m.*)
from generate_series(1, 3) as n
cross join lateral bandit.choose_generator(p_u => n / 10.0) as c
cross join lateral bandit.mark_posted(c.decision_id, n::text, '2023-12-31') as m \gset
prepare record(jsonb, timestamptz) as select r::text from bandit.record_outcomes($1, 'scrape', $2) as r;
create temp view reading as
select m.tweet_id, jsonb_strip_nulls(jsonb_build_object('likes', o.likes, 'views', o.views, 'followers', o.followers_gained, 'by', o.followers_source)) || o.extra as numbers, o.collected_at, o.known_at
from bandit.outcomes as o
join bandit.content_metadata as m using (account_id, decision_id)
where o.account_id = bandit.account_id('readings');

select results_eq($$execute record('[{"tweet_id": "1", "likes": 3, "views": 30, "followers_gained": 1, "extra": {"a": 1, "b": 1}}]', '2025-01-10')$$, $$values ('(1,1,0,0,0,{})')$$, 'a first reading');
select results_eq($$execute record('[{"tweet_id": "1", "likes": 4, "extra": {"b": 2}}]', '2025-01-11')$$, $$values ('(1,0,1,0,0,{})')$$, 'a newer one');
select is(numbers, '{"likes": 4, "views": 30, "followers": 1, "by": "reported", "a": 1, "b": 2}', 'what the newer one lacks stays') from reading where tweet_id = '1';
select is(collected_at, '2025-01-11', 'and it is as new as the newest') from reading where tweet_id = '1';

select results_eq($$execute record('[{"tweet_id": "1", "likes": 1, "views": 10, "extra": {"b": 0}}]', '2025-01-09')$$, $$values ('(1,0,0,1,0,{})')$$, 'a late reading of what is known changes nothing');
select is(numbers, '{"likes": 4, "views": 30, "followers": 1, "by": "reported", "a": 1, "b": 2}', 'nothing at all') from reading where tweet_id = '1';
select is(collected_at::text || known_at, '2025-01-11'::timestamptz::text || '2025-01-11'::timestamptz, 'nor its times') from reading where tweet_id = '1';

select results_eq($$execute record('[{"tweet_id": "2", "likes": 5}]', '2025-01-11')$$, $$values ('(1,1,0,0,0,{})')$$, 'a second post');
select results_eq($$execute record('[{"tweet_id": "2", "likes": 2, "views": 20, "followers_gained": "-1", "followers_source": "attributed", "extra": {"c": 3}}]', '2025-01-10')$$, $$values ('(1,0,1,0,0,{})')$$, 'a late reading fills what is unknown');
select is(numbers, '{"likes": 5, "views": 20, "followers": -1, "by": "attributed", "c": 3}', 'and only that') from reading where tweet_id = '2';
select is(collected_at, '2025-01-11', 'which does not make it older') from reading where tweet_id = '2';

select results_eq($$execute record('[{"tweet_id": "2", "likes": 5, "views": 20}]', '2025-01-12')$$, $$values ('(1,0,0,1,0,{})')$$, 'a newer reading of the same numbers changes no number');
select is(collected_at, '2025-01-12', 'but is newer') from reading where tweet_id = '2';
select results_eq($$execute record('[{"tweet_id": "2", "likes": 4}]', '2025-01-11 12:00')$$, $$values ('(1,0,0,1,0,{})')$$, 'so that one in between is late');
select results_eq($$execute record('[{"tweet_id": "2", "likes": 6}]', '2025-01-12')$$, $$values ('(1,0,1,0,0,{})')$$, 'a correction of the same time is believed');
select results_eq($$execute record('[{"tweet_id": "2", "followers_gained": 1, "followers_source": "attributed"}]', '2025-01-13')$$, $$values ('(1,0,1,0,0,{})')$$, 'followers are attributed');
select results_eq($$execute record('[{"tweet_id": "2", "followers_gained": 1, "followers_source": "reported"}]', '2025-01-13')$$, $$values ('(1,0,1,0,0,{})')$$, 'the same number from another source is another fact');
select is(numbers ->> 'by', 'reported', 'and it is kept') from reading where tweet_id = '2';

-- Every number is kept this way.
create temp table everything as
select k.reading, jsonb_object_agg(c.name, c.place * k.scale) || '{"tweet_id": "3", "impressions": 5000}' as row
from (values ('old', 10), ('new', 11), ('older', 12)) as k (reading, scale)
cross join unnest(array['likes', 'retweets', 'replies', 'quotes', 'bookmarks', 'views', 'profile_clicks', 'url_clicks', 'engagements', 'followers_before', 'followers_after', 'followers_gained']) with ordinality as c (name, place)
group by k.reading;
create temp view stored as
select jsonb_agg(to_jsonb(o) -> c.name order by c.place) = (select jsonb_agg(to_jsonb(c.place * 11) order by c.place) from generate_series(1, 12) as c (place)) as is_new
from bandit.outcomes as o
cross join unnest(array['likes', 'retweets', 'replies', 'quotes', 'bookmarks', 'views', 'profile_clicks', 'url_clicks', 'engagements', 'followers_before', 'followers_after', 'followers_gained']) with ordinality as c (name, place)
where o.account_id = bandit.account_id('readings') and o.impressions = 5000;
select is(r::text, '(1,1,0,0,0,{})', 'all numbers') from everything, bandit.record_outcomes(jsonb_build_array(row), 'scrape', '2024-01-02') as r where reading = 'old';
select is(r::text, '(1,0,1,0,0,{})', 'all newer') from everything, bandit.record_outcomes(jsonb_build_array(row), 'scrape', '2024-01-03') as r where reading = 'new';
select ok(is_new, 'take their places') from stored;
select is(r::text, '(1,0,0,1,0,{})', 'all late') from everything, bandit.record_outcomes(jsonb_build_array(row), 'scrape', '2024-01-01') as r where reading = 'older';
select is(r::text, '(1,0,0,1,0,{})', 'none at all') from bandit.record_outcomes('[{"tweet_id": "3"}]', 'scrape', '2024-01-04') as r;
select ok(is_new, 'do not') from stored;

-- Times without an offset are UTC, whatever the session's time zone.
set local timezone = 'America/New_York';
select results_eq($$execute record('[{"tweet_id": "3", "likes": 22, "collected_at": "2025-01-10T12:00:00"}, {"tweet_id": "3", "likes": 21, "collected_at": "2025-01-10T12:30:00+01:00"}]', '2025-01-01')$$,
    $$values ('(2,0,1,1,0,{})')$$, 'two readings in one batch, each with its time');
select is(numbers ->> 'likes', '22', 'the newer one wins: 11:30 UTC is before 12:00 UTC') from reading where tweet_id = '3';
select is(collected_at, '2025-01-10 12:00+00', 'a time without an offset is UTC') from reading where tweet_id = '3';

select * from finish();
rollback;
