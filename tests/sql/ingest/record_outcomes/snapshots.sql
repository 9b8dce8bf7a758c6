-- tests/sql/ingest/record_outcomes/snapshots.sql: every sound reading becomes a snapshot of its ten minutes, whatever the order of arrival.
begin;
select plan(20);
\ir ../../fixtures/scraping.psql

select pg_temp.post('1', '2026-11-22 12:00+00'), pg_temp.post('2', '2026-11-22 12:00+00') \gset
prepare record(jsonb, timestamptz) as select r::text from bandit.record_outcomes($1, 'bot', $2) as r;
create temp view numbers as select s.tweet_id, s.bucket_at, s.collected_at, s.likes, s.impressions, s.followers_gained from snapshot as s;

select results_eq($$execute record('[{"tweet_id": "1", "likes": 5, "impressions": 100, "followers_gained": 2, "extra": {"a": 1}, "mood": "fine"}]', '2026-11-23 10:09:59.999+00')$$, $$values ('(1,1,0,0,0,"{""mood"": 1}")')$$, 'a reading');
select results_eq('table numbers', $$values ('1', '2026-11-23 10:00+00'::timestamptz, '2026-11-23 10:09:59.999+00'::timestamptz, 5::bigint, 100::bigint, 2::numeric)$$, 'is a snapshot of its ten minutes');
select is(row(s.extra, s.unavailable, s.source, s.raw)::text, row('{"a": 1}'::jsonb, '{}'::jsonb, 'bot', '{"tweet_id": "1", "likes": 5, "impressions": 100, "followers_gained": 2, "extra": {"a": 1}, "mood": "fine"}'::jsonb)::text, 'with the row as it came') from snapshot as s;
create temp table before as select s.* from snapshot as s;
select results_eq($$execute record('[{"tweet_id": "1", "likes": 5, "impressions": 100, "followers_gained": 2, "extra": {"a": 1}, "mood": "fine"}]', '2026-11-23 10:09:59.999+00')$$, $$values ('(1,0,0,1,0,"{""mood"": 1}")')$$, 'the same again');
select results_eq('table snapshot', 'table before', 'changes nothing');

-- Late: outcomes keep the newer, the series gets the older.
select results_eq($$execute record('[{"tweet_id": "1", "likes": 3, "impressions": 60}]', '2026-11-23 09:30+00')$$, $$values ('(1,0,0,1,0,{})')$$, 'an older reading comes late');
select results_eq('table numbers order by bucket_at', $$values ('1', '2026-11-23 09:30+00'::timestamptz, '2026-11-23 09:30+00'::timestamptz, 3::bigint, 60::bigint, null::numeric), ('1', '2026-11-23 10:00+00', '2026-11-23 10:09:59.999+00', 5, 100, 2)$$, 'and takes its place in the series');
select is(row(o.likes, o.impressions, o.collected_at)::text, row(5, 100, '2026-11-23 10:09:59.999+00'::timestamptz)::text, 'the latest state stays') from bandit.outcomes as o where o.account_id = :account_id;
select results_eq($$execute record('[{"tweet_id": "1", "likes": 4, "bookmarks": 1, "extra": {"a": 0, "b": 2}, "unavailable": {"views": "late"}}]', '2026-11-23 10:05+00')$$, $$values ('(1,0,1,0,0,{})')$$, 'late in the same ten minutes');
select is(row(s.likes, s.bookmarks, s.collected_at, s.extra, s.unavailable, s.raw ->> 'mood')::text, row(5, 1, '2026-11-23 10:09:59.999+00'::timestamptz, '{"a": 1, "b": 2}'::jsonb, '{"views": "late"}'::jsonb, 'fine')::text, 'it only fills what is unknown') from snapshot as s where s.bucket_at = '2026-11-23 10:00+00';
select results_eq($$execute record('[{"tweet_id": "1", "likes": 6, "collected_at": "2026-11-23T10:10:00Z"}]', null)$$, $$values ('(1,0,1,0,0,{})')$$, 'the next ten minutes');
select is(count(*), 3::bigint, 'are another snapshot') from snapshot;

-- In one batch.
select results_eq($$execute record('[{"tweet_id": "2", "likes": 2, "views": 9, "extra": {"x": 2}, "collected_at": "2026-11-23T10:01:00Z"}, {"tweet_id": "2", "likes": 3, "extra": {"y": 3}, "unavailable": {"views": "b"}, "collected_at": "2026-11-23T10:02:00Z"},
    {"tweet_id": "2", "likes": 1, "quotes": 1, "unavailable": {"views": "a", "quotes": "a"}, "collected_at": "2026-11-23T10:00:30Z"}, {"tweet_id": "2", "likes": 4, "collected_at": "2026-11-23T10:20:00Z"}, {"tweet_id": "2", "likes": 50, "views": 4, "collected_at": "2026-11-23T10:30:00Z"}]', null)$$, $$values ('(5,1,0,3,1,{})')$$, 'several readings of a post');
select results_eq($$select s.bucket_at, s.collected_at, s.likes, s.views, s.quotes, s.extra, s.unavailable from snapshot as s where s.tweet_id = '2' order by 1$$,
    $$values ('2026-11-23 10:00+00'::timestamptz, '2026-11-23 10:02+00'::timestamptz, 3::bigint, 9::bigint, 1::bigint, '{"x": 2, "y": 3}'::jsonb, '{"views": "b", "quotes": "a"}'::jsonb), ('2026-11-23 10:20+00', '2026-11-23 10:20+00', 4, null, null, '{}', '{}')$$, 'are one in each ten minutes, without what was refused');

select results_eq($$execute record('[{"tweet_id": "2", "likes": 4, "followers_gained": 3, "followers_source": "attributed"}]', '2026-11-23 11:00+00')$$, $$values ('(1,0,1,0,0,{})')$$, 'attributed followers');
select is(s.followers_gained, null, 'are no reading') from snapshot as s where s.bucket_at = '2026-11-23 11:00+00';
select results_eq($$execute record('[{"tweet_id": "2", "likes": 5, "unavailable": ["views"]}]', '2026-11-23 12:00+00')$$, $$values ('(1,0,0,0,1,{})')$$, 'unavailable is an object');

-- A final export may be used from the time of posting, whenever it was read.
select i.inserted from bandit.import_posts('[{"tweet_id": "3", "posted_at": "2026-11-20", "generator_name": "coach", "likes": 3, "impressions": 2}, {"tweet_id": "4", "posted_at": "2026-11-20", "generator_name": "coach", "likes": 3}]') as i \gset
select bandit.accept_rejected(r.rejected_id) from bandit.rejected_rows as r where r.account = 'scraped' and r.raw ->> 'tweet_id' = '3' \gset
select results_eq($$select s.tweet_id, s.bucket_at, s.known_at, s.likes from snapshot as s where s.tweet_id in ('3', '4') order by 1$$,
    $$values ('3', '2026-11-20 00:00+00'::timestamptz, '2026-11-20 00:00+00'::timestamptz, 3::bigint), ('4', '2026-11-20 00:00+00', '2026-11-20 00:00+00', 3)$$, 'an export makes a snapshot of then, released or not');
select is(count(*), 2::bigint, 'and is the latest state') from bandit.outcomes as o join bandit.content_metadata as c using (account_id, decision_id) where o.account_id = :account_id and c.tweet_id in ('3', '4');

delete from bandit.content_metadata where account_id = :account_id and tweet_id = '1';
select is_empty($$select s.bucket_at from snapshot as s where s.tweet_id = '1'$$, 'readings go with their post');

select * from finish();
rollback;
