-- tests/sql/scraping/claim_scrapes/due.sql: posts are claimed when they are due, the longest waiting first.
begin;
select plan(18);
\ir ../../fixtures/scraping.psql

select is(pg_temp.claim(), '{}', 'nothing was posted');
select pg_temp.post('old', '2026-10-01 12:00+00'), pg_temp.post('new', '2026-11-23 11:00+00'), pg_temp.post('now', '2026-11-23 12:00+00'), pg_temp.post('ancient', '2026-09-24 12:00+00'), pg_temp.post('later', '2026-11-23 12:05+00') \gset
select is(array_agg(s.tweet_id order by s.due_at), '{old,new,now,later}', 'posts of the last 60 days are to be scraped') from scrape as s;
select is(pg_temp.claim(p_limit => 2), '{old,new}', 'the oldest first, as many as asked for');
select is(pg_temp.claim(), '{now}', 'then the others; what was claimed is not claimed again');
select is(pg_temp.claim(), '{}', 'until nothing is due');
select results_eq($$select tweet_id, worker, lease_ends_at from scrape where worker is not null order by tweet_id$$,
    $$values ('new', 'w', '2026-11-23 12:10+00'::timestamptz), ('now', 'w', '2026-11-23 12:10+00'), ('old', 'w', '2026-11-23 12:10+00')$$, 'a claim says who and until when');

select is(pg_temp.claim('2026-11-23 12:09:59+00', p_worker => 'x'), '{later}', 'a lease holds');
select is(pg_temp.claim('2026-11-23 12:10+00', p_worker => 'x'), '{old,new,now}', 'until it ends; then the posts are due again');
select is(array_agg(distinct s.worker), '{x}', 'for somebody else') from scrape as s;
select bandit.set_setting('scrape_lease', '1 hour') \gset
select is(c.lease_until, '2026-11-23 14:00+00', 'the lease is as long as the setting says') from bandit.claim_scrapes(p_worker => 'w', p_now => '2026-11-23 13:00+00', p_limit => 1) as c;

select results_eq($$select c.tweet_id, c.posted_at, c.wants_private from bandit.claim_scrapes(p_worker => 'w', p_now => '2026-11-25 12:00+00') as c$$,
    $$values ('old', '2026-10-01 12:00+00'::timestamptz, false), ('new', '2026-11-23 11:00+00', true), ('now', '2026-11-23 12:00+00', true), ('later', '2026-11-23 12:05+00', true)$$, 'private metrics are to be had for 30 days');
select results_eq($$select c.wants_private from bandit.claim_scrapes(p_worker => 'w', p_now => '2026-12-23 11:30+00') as c where c.tweet_id in ('new', 'now') order by c.tweet_id$$, $$values (false), (true)$$, 'to the minute');

-- Another account's posts are its own.
select bandit.create_account('other') as other \gset
select is_empty(format($$select c.tweet_id from bandit.claim_scrapes(p_account_id => %s, p_worker => 'w', p_now => '2027-01-01') as c$$, :other), 'another account has its own posts');

-- A post that fell due while nobody scraped is read once more.
select is(pg_temp.claim('2027-11-23 12:00+00'), '{old,new,now,later}', 'after a year of silence what is due is still due');
select is(pg_temp.finish('[{"tweet_id": "old", "likes": 1}, {"tweet_id": "new", "likes": 1}, {"tweet_id": "now", "likes": 1}, {"tweet_id": "later", "likes": 1}]', '2027-11-23 12:00+00'), '(4,0,0,0,0,0,{})', 'it is read');
select is(pg_temp.claim('2037-11-23 12:00+00'), '{}', 'and then left alone');
select is(array_agg(s.due_at), '{null,null,null,null}', 'for ever') from scrape as s;

select i.inserted from bandit.import_posts('[{"tweet_id": "young", "posted_at": "2026-11-20", "generator_name": "coach", "likes": 3}, {"tweet_id": "gone", "posted_at": "2026-09-01", "generator_name": "coach", "likes": 3}]') as i \gset
select results_eq($$select tweet_id, due_at from scrape where due_at is not null$$, $$values ('young', '2026-11-20'::timestamptz)$$, 'imported posts that are young enough are to be scraped too');

select * from finish();
rollback;
