-- tests/sql/ingest/import_posts/readings.sql: the metrics of an export are final, and the newest export wins.
begin;
select plan(22);

set local bandit.account = 'exports';
set local timezone = 'America/New_York';
select bandit.create_account('exports') as account_id \gset
prepare import(jsonb, timestamptz) as select inserted, updated, unchanged, rejected from bandit.import_posts($1, $2);
create temp view post as
select m.tweet_id, m.content, m.posted_at, m.created_at, o.likes, o.impressions, o.followers_gained, o.followers_source, o.source, o.collected_at, o.known_at
from bandit.content_metadata as m
join bandit.outcomes as o using (account_id, decision_id)
where m.account_id = bandit.account_id('exports');

select results_eq($$execute import('[
    {"tweet_id": "1", "posted_at": "2025-01-01T12:00:00", "generator_name": "coach", "content": "one, \"two\"\nthree", "likes": "3.0", "impressions": "3257.0", "followers_gained": "1", "extra": {"detail_expands": "7.0"}, "file": "a.csv", "row": 2, "collected_at": "2025-02-01"},
    {"tweet_id": "2", "posted_at": "2025-01-02 12:00 +0200", "generator_name": "coach"}]', '2025-03-01 00:00+00')$$,
    $$values (2::bigint, 0::bigint, 0::bigint, 0::bigint)$$, 'two posts');
select unnest(array[
    is(posted_at, '2025-01-01 12:00+00', 'a time without an offset is UTC'),
    is(created_at, posted_at, 'an imported post was made when it was posted'),
    is(known_at, posted_at, 'and its final metrics count as known from then'),
    is(collected_at, '2025-02-01 00:00+00', 'a row may say when it was read'),
    is(array[likes, impressions]::text[], array['3', '3257'], 'numbers of an export are numbers'),
    is(followers_gained || ' ' || followers_source, '1 reported', 'follows of an export are reported'),
    is(content, E'one, "two"\nthree', 'the text is kept as it is'),
    is(source, 'import', 'the source is named')
])
from post where tweet_id = '1';
select is(collected_at, '2025-03-01 00:00+00', 'else it was read when the export was made') from post where tweet_id = '2';
select is(likes::text || impressions || followers_gained, null, 'what the export lacks is unknown') from post where tweet_id = '2';

select results_eq($$execute import('[{"tweet_id": "1", "posted_at": "2025-01-01 12:00Z", "generator_name": "coach", "likes": 4, "collected_at": "2025-02-02"}]', null)$$, $$values (0::bigint, 1::bigint, 0::bigint, 0::bigint)$$, 'a later export');
select results_eq($$execute import('[{"tweet_id": "1", "posted_at": "2025-01-01 12:00Z", "generator_name": "coach", "likes": 2, "impressions": 3000, "collected_at": "2025-01-15"}]', null)$$, $$values (0::bigint, 0::bigint, 1::bigint, 0::bigint)$$, 'an earlier export comes late');
select is(array[likes, impressions]::text[], array['4', '3257'], 'the newest number of each wins') from post where tweet_id = '1';

-- Several rows for one post: of the metrics the newest reading counts, of the rest the last row.
select results_eq($$execute import('[
    {"tweet_id": "3", "posted_at": "2025-01-03", "generator_name": "coach", "content": "first", "likes": 5, "collected_at": "2025-03-02"},
    {"tweet_id": "3", "posted_at": "2025-01-03", "generator_name": "explorer", "content": "last", "likes": 4, "collected_at": "2025-03-01"}]', null)$$, $$values (1::bigint, 0::bigint, 1::bigint, 0::bigint)$$, 'a post twice in one batch');
select is(content || likes, 'last5', 'has the newest likes and the last text') from post where tweet_id = '3';

-- A post that was chosen here: its decision made before, its metrics known from the time of posting.
select decision_id from bandit.choose_generator(p_arm => 'control', p_u => 0, p_now => '2025-01-04 00:00+00') \gset
select status from bandit.mark_posted(:'decision_id', '4', '2025-01-04 06:00:30+00') \gset
select is(r.inserted, 1::bigint, 'a scrape of the first hours') from bandit.record_outcomes('[{"tweet_id": "4", "likes": 1}]', 'scrape', '2025-01-05 00:00+00') as r;
select is(known_at, '2025-01-05 00:00+00', 'is known from when it was read') from post where tweet_id = '4';
select results_eq($$execute import('[{"tweet_id": "4", "posted_at": "2025-01-04 06:00", "content": "text", "likes": 9}]', '2025-03-01')$$, $$values (0::bigint, 1::bigint, 0::bigint, 0::bigint)$$, 'its export');
select is(array[known_at, posted_at], array['2025-01-04 06:00:30+00', '2025-01-04 06:00:30+00']::timestamptz[], 'is known from when it was posted, to the second') from post where tweet_id = '4';
select is(content, 'text', 'and brings the text') from post where tweet_id = '4';

set local bandit.fake_now = '2026-01-01 00:00+00';
select inserted from bandit.import_posts('[{"tweet_id": "5", "posted_at": "2025-01-05", "generator_name": "coach"}]') \gset
select is(collected_at, '2026-01-01 00:00+00', 'without any time it was read at the clock''s') from post where tweet_id = '5';

select * from finish();
rollback;
