-- tests/sql/operations/health_scraping/overdue.sql: posts are read when they are due, and can be.
begin;
select plan(13);
\ir ../../fixtures/scraping.psql
create function pg_temp.says(p_now timestamptz default bandit.clock()) returns text language sql as $$
    select format('%s: %s', h.severity, h.value) from bandit.health_checks(p_now => p_now) as h where h.name = 'scraping'
$$;

select is(pg_temp.says(), 'info: no data yet', 'nothing was posted');
select pg_temp.post('1', '2026-11-23 09:00+00'), pg_temp.post('2', '2026-11-23 09:01+00') \gset
select is(pg_temp.says(), 'info: no data yet', 'who never scrapes gets the metrics elsewhere');
select pg_temp.finish('[{"tweet_id": "1", "likes": 1}]') \gset
select is(pg_temp.says(), 'warning: 1 overdue, 0 failing', 'a post waits for three hours');
select pg_temp.finish('[{"tweet_id": "2", "likes": 1}]') \gset
select is(pg_temp.says(), 'ok: 0 overdue, 0 failing', 'all are read');
select is(pg_temp.says('2026-11-23 13:59:59+00'), 'ok: 0 overdue, 0 failing', 'an hour''s delay is none');
select is(pg_temp.says('2026-11-23 14:00+00'), 'warning: 2 overdue, 0 failing', 'more is');
select is(pg_temp.says('2026-11-24 12:59:59+00'), 'warning: 2 overdue, 0 failing', 'much more is too');
select is(pg_temp.says('2026-11-24 13:00+00'), 'critical: 2 overdue, 0 failing', 'metrics_due more is critical');
select is(pg_temp.claim('2026-11-23 14:00+00'), '{1,2}', 'claimed');
select is(pg_temp.says('2026-11-23 14:05+00'), 'ok: 0 overdue, 0 failing', 'somebody is reading');
select is(pg_temp.says('2026-11-23 14:10+00'), 'warning: 2 overdue, 0 failing', 'but did not finish');

select pg_temp.finish('[{"tweet_id": "1", "error": "401 unauthorised"}, {"tweet_id": "2", "likes": 1}]', '2026-11-23 14:10+00'), pg_temp.finish('[{"tweet_id": "1", "error": "401 unauthorised"}]', '2026-11-23 14:20+00') \gset
select is(pg_temp.says('2026-11-23 14:30+00'), 'ok: 0 overdue, 0 failing', 'failing twice happens');
select pg_temp.finish('[{"tweet_id": "1", "error": "401 unauthorised"}]', '2026-11-23 14:40+00') \gset
select is(h.severity || ': ' || h.sentence, 'warning: 1 posts cannot be read (for example: 401 unauthorised); 0 are overdue by more than an hour', 'three times is a fault, and it says which') from bandit_internal.health_scraping(:account_id, '2026-11-23 14:40+00') as h;

select * from finish();
rollback;
