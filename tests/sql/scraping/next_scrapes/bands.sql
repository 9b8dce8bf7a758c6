-- tests/sql/scraping/next_scrapes/bands.sql: when a post is due again, by its age at the reading.
begin;
select plan(5);
\ir ../../fixtures/scraping.psql

create temp view band as
select t.age, n.due_at - '2026-01-01 00:00+00'::timestamptz as due_age
from (select array_agg(interval '0' + a.age::interval order by a.place) as ages from unnest(array[
        '0', '01:55', '01:59:59', '02:00', '23:59:59', '24:00', '2 days 23:59', '3 days', '27 days 12:00', '28 days 06:00', '28 days 23:59:59',
        '29 days', '29 days 12:00', '30 days', '52 days 23:59:59', '53 days', '59 days', '60 days', '90 days']) with ordinality as a (age, place)) as l
cross join lateral unnest(l.ages) with ordinality as t (age, place)
cross join lateral bandit_internal.next_scrapes(bandit.account_id('scraped'),
    array_fill('2026-01-01 00:00+00'::timestamptz, array[cardinality(l.ages)]),
    (select array_agg('2026-01-01 00:00+00'::timestamptz + a.age order by a.place) from unnest(l.ages) with ordinality as a (age, place))) as n
where n.place = t.place
order by t.place;
select results_eq('select * from band', $$values
    (interval '0', interval '10 minutes'), ('01:55', '02:05'), ('01:59:59', '02:09:59'), ('02:00', '03:00'), ('23:59:59', '1 day 00:59:59'), ('24:00', '30:00'), ('2 days 23:59', '3 days 05:59'), ('3 days', '4 days'),
    ('27 days 12:00', '28 days 12:00'), ('28 days 06:00', '29 days'), ('28 days 23:59:59', '29 days'), ('29 days', '30 days'), ('29 days 12:00', '30 days 12:00'), ('30 days', '37 days'), ('52 days 23:59:59', '59 days 23:59:59'), ('53 days', null), ('59 days', null), ('60 days', null), ('90 days', null)$$,
    'every 10 minutes, hourly, every 6 hours, daily, at day 29, weekly, and no more');

create temp table due as
select n.*
from bandit_internal.next_scrapes(:account_id, array['2026-01-01 00:00+00', '2026-01-01 00:00+00', '2026-01-02 00:00+00']::timestamptz[], array[null, '2025-12-31 23:00+00', null]::timestamptz[]) as n;
select results_eq('select * from due', $$values (1::bigint, '2026-01-01 00:00+00'::timestamptz), (2, '2025-12-31 23:10+00'), (3, '2026-01-02 00:00+00')$$, 'a post that was not read is due at once; one from the future counts as new');
select is_empty(format($$select * from bandit_internal.next_scrapes(%s, '{}', '{}')$$, :account_id), 'no posts, no times');
delete from bandit.scrape_schedule where account_id = :account_id;
select is(n.due_at, null, 'without a schedule a post is not read again') from bandit_internal.next_scrapes(:account_id, array['2026-01-01'::timestamptz], array['2026-01-01'::timestamptz]) as n;
set local timezone = 'America/New_York';
insert into bandit.scrape_schedule values (:account_id, '60 days', '1 day');
select is(n.due_at, '2026-03-09 04:30+00', 'a day has 24 hours, when clocks are changed too') from bandit_internal.next_scrapes(:account_id, array['2026-03-01 04:30+00'::timestamptz], array['2026-03-08 04:30+00'::timestamptz]) as n;

select * from finish();
rollback;
