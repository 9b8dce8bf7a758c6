-- tests/sql/ingest/unknown_keys/named.sql: unknown keys are counted and named in the answer.
begin;
select plan(9);
\ir ../../fixtures/policy.psql
select pg_temp.generators('{"a": 1}'), pg_temp.posts('a', 1, 1000, null, '2026-11-22 12:00+00') \gset
update bandit.content_metadata set tweet_id = '1';

select is(bandit_internal.unknown_keys('[{"likes": 1, "a": 1}, {"a": null, "": {"b": 1}}]', '{likes}'), '{"a": 2, "": 1}', 'each key, and in how many rows it is');
select is(bandit_internal.unknown_keys('[{"likes": 1}, {}]', '{likes}'), '{}', 'none');
select is(bandit_internal.unknown_keys('[]', '{likes}'), '{}', 'no row');
select is(row(updated, unknown_keys)::text, '(1,"{""impresions"": 1}")', 'record_outcomes: the row is stored') from bandit.record_outcomes('[{"tweet_id": "1", "likes": 5, "impresions": 800, "extra": {"anything": 1}, "raw": {}, "unavailable": {"views": "x"}}]');
select is(row(recorded, unknown_keys)::text, '(1,"{""vews"": 1}")', 'finish_scrape') from bandit.finish_scrape('w', '[{"tweet_id": "1", "likes": 6, "vews": 800}, {"tweet_id": "1", "error": "x"}, {"tweet_id": "1", "absent": false}]');
select is(row(inserted, unknown_keys)::text, '(1,"{""bookmark"": 1}")', 'import_posts') from bandit.import_posts('[{"tweet_id": "2", "posted_at": "2026-11-22", "generator_name": "a", "content": "x", "bookmark": 1, "file": "f", "row": 1}]');
select is(row(inserted, unknown_keys)::text, '(1,"{""impresions"": 1}")', 'import_followers') from bandit.import_followers('[{"from_date": "2026-11-21", "until_date": "2026-11-22", "gained": 1, "impresions": 1, "reach": "2026-11-23", "file": "f", "row": 1}]');
select is(unknown_keys, '{"impresions": 1}', 'a rejected row too') from bandit.record_outcomes('[{"tweet_id": "1", "likes": -1, "impresions": 800}]');
select is(bandit_internal.known_keys() @> (select array_agg(k) from jsonb_object_keys(to_jsonb(row(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)::bandit_internal.metrics)) as k), true, 'all metrics are known');

select * from finish();
rollback;
