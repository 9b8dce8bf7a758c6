-- tests/sql/scraping/finish_scrape/deleted.sql: a post that is gone is marked, once, and never claimed again.
begin;
select plan(9);
\ir ../../fixtures/scraping.psql

select pg_temp.post('1', '2026-11-23 11:00+00'), pg_temp.post('2', '2026-11-23 11:30+00') \gset
select is(pg_temp.claim(), '{1,2}', 'claimed');
select is(pg_temp.finish('[{"tweet_id": "1", "likes": 3}, {"tweet_id": "2", "error": "no"}]'), '(1,0,0,1,0,0,{})', 'read');
select is(pg_temp.finish('[{"tweet_id": "1", "deleted": true}, {"tweet_id": "2", "deleted": true, "error": "gone"}, {"tweet_id": "2", "deleted": true}]', '2026-11-23 12:10+00'), '(0,0,0,0,3,0,{})', 'gone');
select is(pg_temp.finish('[{"tweet_id": "1", "deleted": true}]', '2026-11-23 13:10+00'), '(0,0,0,0,1,0,{})', 'said again');
select is(array_agg(distinct row(due_at, worker, deleted_at)::text), array[row(null::timestamptz, null::text, '2026-11-23 12:10+00'::timestamptz)::text], 'it is marked when it was first said') from scrape;
select results_eq(format($$select e.event_at, e.message from bandit.events as e where e.account_id = %s and e.kind = 'post_deleted' order by e.message$$, :account_id),
    $$values ('2026-11-23 12:10+00'::timestamptz, 'post 1 was deleted from the platform'), ('2026-11-23 12:10+00', 'post 2 was deleted from the platform')$$, 'and told once');
select is(pg_temp.finish('[{"tweet_id": "1", "likes": 4}]', '2026-11-23 13:20+00'), '(1,0,0,0,0,0,{})', 'a late reading is a reading');
select count(*) from bandit.set_scrape_band('365 days', '1 day') \gset
select is(pg_temp.claim('2026-12-31 12:00+00'), '{}', 'but nobody asks for it, whatever the schedule');
select is(count(*), 2::bigint, 'its readings stay') from snapshot;

select * from finish();
rollback;
