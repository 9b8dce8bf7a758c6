-- tests/sql/core/local_time/zones.sql: a time with the abbreviation of its zone, in any session.
begin;
select plan(6);
set local timezone = 'Asia/Kolkata';
select is(bandit_internal.local_time('2026-11-28 22:00+00', 'UTC'), '2026-11-28 22:00 UTC', 'UTC');
select is(bandit_internal.local_time('2026-11-28 22:00+00', 'Asia/Tokyo'), '2026-11-29 07:00 JST', 'the next day');
select is(bandit_internal.local_time('2026-11-28 22:00+00', 'Europe/Berlin'), '2026-11-28 23:00 CET', 'in winter');
select is(bandit_internal.local_time('2026-07-28 22:00+00', 'Europe/Berlin'), '2026-07-29 00:00 CEST', 'in summer');
select is(bandit_internal.local_time(null, 'UTC'), null, 'no time');
select is(current_setting('timezone'), 'Asia/Kolkata', 'the session keeps its zone');
select * from finish();
rollback;
