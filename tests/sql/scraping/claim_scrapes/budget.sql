-- tests/sql/scraping/claim_scrapes/budget.sql: nothing is claimed while the platform takes no calls or the day's credits are used up.
begin;
select plan(18);
\ir ../../fixtures/scraping.psql

create temp view state as select s.* from bandit.scrape_state() as s;
select results_eq('table state', $$values (null::text, null::timestamptz, null::integer)$$, 'nothing was kept yet');
select pg_temp.post('1', '2026-11-22 12:00+00'), pg_temp.post('2', '2026-11-23 11:00+00') \gset
select is(pg_temp.claim(p_limit => 1), '{1}', 'somebody reads it');

select lives_ok($$select bandit.save_scrape_state('page2', '2026-11-23 12:15+00')$$, 'a rate limit');
select results_eq('select next_cursor, rate_limited_until, credits_left from state', $$values ('page2', '2026-11-23 12:15+00'::timestamptz, null::integer)$$, 'is kept with the cursor');
select is(pg_temp.claim('2026-11-23 12:14:59+00'), '{}', 'while it lasts nothing is claimed');
select lives_ok($$select bandit.save_scrape_state(null, null)$$, 'a later call without a limit');
select results_eq('select next_cursor, rate_limited_until from state', $$values (null::text, '2026-11-23 12:15+00'::timestamptz)$$, 'moves the cursor and leaves the limit');
select is(pg_temp.claim('2026-11-23 12:15+00'), '{2,1}', 'then it goes on');
select is(s.rate_limited_until, null, 'a limit that is over is none') from bandit.scrape_state(p_now => '2026-11-23 12:15+00') as s;
select bandit.save_scrape_state(null, '2030-01-01') \gset
select is(rate_limited_until, '2026-11-24 12:00+00', 'a limit far ahead is misread: in a day it is tried again') from state;
select bandit.save_scrape_state(null, '2026-11-23 12:00+00') \gset
select is(rate_limited_until, null, 'a time that has come ends it') from state;

select bandit.set_setting('daily_credits', '10'), bandit.save_scrape_state(p_credits => 4), bandit.save_scrape_state(p_credits => 5) \gset
select is(credits_left, 1, 'credits add up') from state;
select is(pg_temp.claim('2026-11-23 14:00+00'), '{2}', 'one is enough to go on, with one post');
select is(pg_temp.claim('2026-11-23 14:05+00', p_worker => 'other'), '{}', 'nobody else gets it while that is read');
select bandit.save_scrape_state(p_credits => 5) \gset
select is(credits_left, 0, 'more than all') from state;
select is(pg_temp.claim('2026-11-23 23:59:59+00'), '{}', 'then nothing is claimed');
select is(pg_temp.claim('2026-11-24 00:00+00'), '{1,2}', 'until the next day, UTC');
select throws_ok('select bandit.save_scrape_state(p_credits => -1)', 'WT004', null, 'credits are not given back');

select * from finish();
rollback;
