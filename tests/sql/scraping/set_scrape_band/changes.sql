-- tests/sql/scraping/set_scrape_band/changes.sql: an operator changes how often posts are read, and posts are due by it at once.
begin;
select plan(17);
\ir ../../fixtures/scraping.psql

select pg_temp.post('1', '2026-11-23 11:00+00'), pg_temp.post('2', '2026-10-04 12:00+00'), pg_temp.post('3', '2026-09-01 12:00+00'), pg_temp.post('4', '2026-11-23 11:30+00') \gset
select pg_temp.finish('[{"tweet_id": "1", "likes": 1}, {"tweet_id": "2", "likes": 1}, {"tweet_id": "4", "error": "no"}]') \gset
create temp view due as select tweet_id, due_at from scrape;
select results_eq('select * from due order by 1', $$values ('1', '2026-11-23 12:10+00'::timestamptz), ('2', '2026-11-30 12:00+00'), ('4', '2026-11-23 12:10+00')$$, 'as usual');

create temp table rows_before as select s.decision_id, s.ctid as place from bandit.scrapes as s where s.account_id = :account_id;
select results_eq($$select * from bandit.set_scrape_band('2 hours', '5 minutes')$$, $$values (interval '02:00:00', interval '00:05:00', false), ('24:00:00', '01:00:00', false), ('3 days', '06:00:00', false), ('29 days', '1 day', true), ('30 days', '1 day', false), ('60 days', '7 days', false)$$, 'a band is changed');
select results_eq('select * from due order by 1', $$values ('1', '2026-11-23 12:05+00'::timestamptz), ('2', '2026-11-30 12:00+00'), ('4', '2026-11-23 12:10+00')$$, 'posts in it are due earlier; failing ones keep their wait');
select is(count(*), 1::bigint, 'nothing is written for the others') from bandit.scrapes as s join rows_before as r using (decision_id) where s.account_id = :account_id and s.ctid <> r.place;
select lives_ok($$select * from bandit.set_scrape_band('90 days', '14 days')$$, 'a band is added');
select results_eq('select * from due order by 1', $$values ('1', '2026-11-23 12:05+00'::timestamptz), ('2', '2026-11-30 12:00+00'), ('3', '2026-09-01 12:00+00'), ('4', '2026-11-23 12:10+00')$$, 'older posts come back');
select lives_ok($$select * from bandit.set_scrape_band('90 days', null) union all select * from bandit.set_scrape_band('60 days', null)$$, 'bands are removed');
select results_eq('select * from due order by 1', $$values ('1', '2026-11-23 12:05+00'::timestamptz), ('2', null), ('3', '2026-09-01 12:00+00'), ('4', '2026-11-23 12:10+00')$$, 'what was read is left alone; what never was is read once');
select is(b.reads_at_end, true, 'a band keeps what is not given') from bandit.set_scrape_band('29 days', '2 days') as b where b.until_age = '29 days';
select is(b.reads_at_end, false, 'and takes what is') from bandit.set_scrape_band('29 days', '2 days', false) as b where b.until_age = '29 days';
select is(row(b.from_age, b.every)::text, row(interval '3 days', interval '2 days')::text, 'the view shows from when') from bandit.scrape_bands as b where b.account = 'scraped' and b.until_age = '29 days';
select is(e.message, 'posts up to 02:00:00 old: every 00:05:00', 'it is logged') from bandit.events as e where e.account_id = :account_id and e.kind = 'scrape_schedule' order by e.event_id limit 1;

select throws_ok(format('select * from bandit.set_scrape_band(%L, %L)', until_age, every), 'WT004', 'not a valid age band', concat_ws(' ', until_age, every))
from (values ('0', '1 day'), ('11 years', '1 day'), ('1 day', '59 seconds'), ('1 day', '2 years'), (null, '1 day')) as b (until_age, every);

select * from finish();
rollback;
