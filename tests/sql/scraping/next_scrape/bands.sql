-- tests/sql/scraping/next_scrape/bands.sql: when a post is due again, by its age at the reading.
begin;
select plan(6);
\ir ../../fixtures/scraping.psql

create temp view band as
select a.age::interval as age,
    bandit_internal.next_scrape(bandit_internal.read_age_bands(bandit.account_id('scraped')), '2026-01-01 00:00+00', '2026-01-01 00:00+00'::timestamptz + a.age::interval) - '2026-01-01 00:00+00'::timestamptz as due_age
from unnest(array[
    '0', '01:55', '01:59:59', '02:00', '23:59:59', '24:00', '2 days 23:59', '3 days', '27 days 12:00', '28 days 06:00', '28 days 23:59:59',
    '29 days', '29 days 12:00', '30 days', '52 days 23:59:59', '53 days', '59 days', '60 days', '90 days']) with ordinality as a (age, place)
order by a.place;
select results_eq('select * from band', $$values
    (interval '0', interval '10 minutes'), ('01:55', '02:05'), ('01:59:59', '02:09:59'), ('02:00', '03:00'), ('23:59:59', '1 day 00:59:59'), ('24:00', '30:00'), ('2 days 23:59', '3 days 05:59'), ('3 days', '4 days'),
    ('27 days 12:00', '28 days 12:00'), ('28 days 06:00', '29 days'), ('28 days 23:59:59', '29 days'), ('29 days', '30 days'), ('29 days 12:00', '30 days 12:00'), ('30 days', '37 days'), ('52 days 23:59:59', '59 days 23:59:59'), ('53 days', null), ('59 days', null), ('60 days', null), ('90 days', null)$$,
    'every 10 minutes, hourly, every 6 hours, daily, at day 29, weekly, and no more');

create temp view due as
select bandit_internal.next_scrape(array[row('1 day', '1 hour', false)]::bandit_internal.age_band[], t.posted_at, t.read_at) as due_at
from (values (1, '2026-01-01 00:00+00'::timestamptz, null::timestamptz), (2, '2026-01-01 00:00+00', '2025-12-31 23:00+00'), (3, '2026-01-02 00:00+00', null)) as t (place, posted_at, read_at)
order by t.place;
select results_eq('select * from due', $$values ('2026-01-01 00:00+00'::timestamptz), ('2026-01-01 00:00+00'), ('2026-01-02 00:00+00')$$, 'a post that was not read is due at once; one from the future counts as new');
select is(bandit_internal.next_scrape('{}', '2026-01-01', '2026-01-01'), null, 'without a schedule a post is not read again');
select is(bandit_internal.next_scrape('{}', '2026-01-01', null), '2026-01-01', 'but it is read once');
delete from bandit.scrape_schedule where account_id = :account_id;
select is(bandit_internal.read_age_bands(:account_id), '{}', 'a schedule without bands is empty');
set local timezone = 'America/New_York';
select is(bandit_internal.next_scrape(array[row('60 days', '1 day', false)]::bandit_internal.age_band[], '2026-03-01 04:30+00', '2026-03-08 04:30+00'), '2026-03-09 04:30+00', 'a day has 24 hours, also when clocks are changed');

select * from finish();
rollback;
