-- tests/sql/views/scrape_queue/states.sql: an operator sees what is due, claimed and failing, within 120 columns.
begin;
select plan(3);
\ir ../../fixtures/scraping.psql

select pg_temp.post('claimed', '2026-11-23 08:00+00'), pg_temp.claim(), pg_temp.post('due', '2026-11-23 09:00+00'), pg_temp.post('failing', '2026-11-23 10:00+00'), pg_temp.post('waiting', '2026-11-23 11:00+00'), pg_temp.post('deleted', '2026-11-23 11:00+00') \gset
select pg_temp.finish('[{"tweet_id": "failing", "error": "an error that goes on and on and on and on"}, {"tweet_id": "waiting", "likes": 1}, {"tweet_id": "deleted", "deleted": true}]') \gset
create temp view queue as select q.tweet_id, q.state, q.posted_at, q.due_at, q.worker, q.failures, q.last_error from bandit.scrape_queue as q where q.account = 'scraped';
select results_eq('select * from queue', $$values
    ('due', 'due', '2026-11-23 09:00+00'::timestamptz, '2026-11-23 09:00+00'::timestamptz, null::text, 0, null::text),
    ('claimed', 'claimed', '2026-11-23 08:00+00', '2026-11-23 08:00+00', 'w', 0, null),
    ('failing', 'failing', '2026-11-23 10:00+00', '2026-11-23 12:10+00', null, 1, 'an error that goes on and on a'),
    ('waiting', 'waiting', '2026-11-23 11:00+00', '2026-11-23 12:10+00', null, 0, null)$$, 'in the order in which they may be claimed');
set local bandit.fake_now = '2026-11-23 12:10+00';
select is(array_agg(state order by tweet_id), '{due,due,failing,due}', 'a lease that ended is due again') from queue;
select is_empty($$select q.tweet_id from bandit.scrape_queue as q where q.account = 'default'$$, 'other accounts have their own');

select * from finish();
rollback;
