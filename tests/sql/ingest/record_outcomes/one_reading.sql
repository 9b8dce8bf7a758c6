-- tests/sql/ingest/record_outcomes/one_reading.sql: numbers that are divided by each other are of one reading.
begin;
select plan(20);

select bandit.create_account('pairs') as account_id \gset
set local bandit.account = 'pairs';
set local bandit.fake_now = '2025-03-01';
select count(m.*)
from generate_series(1, 9) as n
cross join lateral bandit.choose_generator(p_u => n / 10.0) as c
cross join lateral bandit.mark_posted(c.decision_id, n::text, '2025-01-10') as m \gset
prepare record(jsonb, timestamptz) as select r::text from bandit.record_outcomes($1, 'scrape', $2) as r;
create temp view rate as
select tweet_id, impressions, round(f_per_1k, 2) as f_per_1k, round(profile_click_ratio, 3) as clicks, round(engagement_rate, 4) as engagement from bandit.post_metrics where account_id = bandit.account_id('pairs');
create function pg_temp.known_at(p_id text, p_now timestamptz) returns numeric language sql as $$
    select round(1000 * followers_gained / exposure, 2) from bandit_internal.posts_as_of(bandit.account_id('pairs'), '2025-01-01', p_now, p_now) where tweet_id = p_id
$$;

-- An export reports follows, a later reading only impressions.
execute record('[{"tweet_id": "1", "impressions": 4135, "followers_gained": 2, "profile_clicks": 50, "likes": 41}]', '2025-01-11');
execute record('[{"tweet_id": "1", "impressions": 10000, "likes": 100}]', '2025-01-15');
select is(f_per_1k, 0.48, 'F/1K is that of the reading with followers') from rate where tweet_id = '1';
select is(impressions, 10000::bigint, 'impressions are the latest') from rate where tweet_id = '1';
select is(clicks, 0.012, 'profile clicks are divided by the impressions of their reading') from rate where tweet_id = '1';
select is(engagement, 0.0100, 'likes by the latest') from rate where tweet_id = '1';
select is(pg_temp.known_at('1', '2025-02-01'), 0.48, 'what learns sees the same');
select is(pg_temp.known_at('1', '2025-01-12'), 0.48, 'as it was before');
select is(pg_temp.known_at('1', '2025-01-16'), 0.48, 'and after the later reading');

-- A third reading lacks followers, too; a fourth one has them.
execute record('[{"tweet_id": "1", "impressions": 12000}]', '2025-01-16');
select is(pg_temp.known_at('1', '2025-02-01'), 0.48, 'a third reading keeps the pair');
execute record('[{"tweet_id": "1", "impressions": 12500, "followers_gained": 5}]', '2025-01-20');
select is(pg_temp.known_at('1', '2025-02-01'), 0.40, 'new followers come with their impressions');
select is(pg_temp.known_at('1', '2025-01-19'), 0.48, 'the look back keeps the old pair');

-- The order of arrival does not matter.
execute record('[{"tweet_id": "2", "impressions": 10000}]', '2025-01-15');
execute record('[{"tweet_id": "2", "impressions": 4135, "followers_gained": 2}]', '2025-01-11');
select is(pg_temp.known_at('2', '2025-02-01'), 0.48, 'a late reading brings its own impressions');
execute record('[{"tweet_id": "3", "impressions": 4135, "followers_gained": 2, "collected_at": "2025-01-11"}, {"tweet_id": "3", "impressions": 10000, "collected_at": "2025-01-15"}]', '2025-01-15');
select is(pg_temp.known_at('3', '2025-02-01'), 0.48, 'nor does one batch for both');

-- Without impressions of their own, the followers are divided by the latest ones.
execute record('[{"tweet_id": "4", "followers_gained": 2}]', '2025-01-11');
execute record('[{"tweet_id": "4", "impressions": 10000}]', '2025-01-15');
select is(pg_temp.known_at('4', '2025-02-01'), 0.20, 'followers read without impressions');
execute record('[{"tweet_id": "5", "impressions": 10000}]', '2025-01-11');
execute record('[{"tweet_id": "5", "followers_gained": 2}]', '2025-01-15');
select is(pg_temp.known_at('5', '2025-02-01'), 0.20, 'or later than the impressions');

-- Attributed followers are those of all impressions up to now.
execute record('[{"tweet_id": "6", "impressions": 4000, "followers_gained": 2, "followers_source": "attributed"}]', '2025-01-11');
execute record('[{"tweet_id": "6", "impressions": 10000}]', '2025-01-15');
select is(pg_temp.known_at('6', '2025-02-01'), 0.20, 'attributed followers are divided by the latest impressions');

-- Two late readings that contradict each other: the one that reaches further wins, in any order.
execute record('[{"tweet_id": "8", "impressions": 9000, "likes": 90}, {"tweet_id": "9", "impressions": 9000, "likes": 90}]', '2025-01-20');
execute record('[{"tweet_id": "8", "impressions": 5000, "followers_gained": 2, "profile_clicks": 50}]', '2025-01-12');
execute record('[{"tweet_id": "8", "impressions": 8000, "followers_gained": 4, "profile_clicks": 120, "likes": 1}]', '2025-01-15');
execute record('[{"tweet_id": "9", "impressions": 8000, "followers_gained": 4, "profile_clicks": 120, "likes": 1}]', '2025-01-15');
execute record('[{"tweet_id": "9", "impressions": 5000, "followers_gained": 2, "profile_clicks": 50, "url_clicks": 5}]', '2025-01-12');
select is(array[f_per_1k, clicks, impressions, engagement], array[0.50, 0.015, 9000, 0.0100], 'the smaller first') from rate where tweet_id = '8';
select is(array[f_per_1k, clicks, impressions, engagement], array[0.50, 0.015, 9000, 0.0100], 'the larger first') from rate where tweet_id = '9';
select is(o.carried_impressions, '{"followers_gained": 8000, "profile_clicks": 8000, "url_clicks": 5000}', 'each metric has the impressions of its reading')
from bandit.outcomes as o join bandit.content_metadata as c using (account_id, decision_id) where c.account_id = :account_id and c.tweet_id = '9';

-- The same reading twice carries nothing.
execute record('[{"tweet_id": "7", "impressions": 4135, "followers_gained": 2}]', '2025-01-11');
execute record('[{"tweet_id": "7", "impressions": 4135}]', '2025-01-15');
select is(o.carried_impressions, null, 'equal impressions are not carried')
from bandit.outcomes as o join bandit.content_metadata as c using (account_id, decision_id) where c.account_id = :account_id and c.tweet_id = '7';
select is(count(*), 5::bigint, 'only pairs of different readings are')
from bandit.outcomes where account_id = :account_id and carried_impressions is not null;

select finish();
rollback;
