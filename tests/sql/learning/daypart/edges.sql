-- tests/sql/learning/daypart/edges.sql: the quarters of the day, in the account's time zone.
begin;
select plan(3);

select results_eq($$select bandit_internal.daypart(t, 'UTC') from unnest(array['2026-01-01 00:00+00', '2026-01-01 05:59:59.999999+00', '2026-01-01 06:00+00', '2026-01-01 12:00+00', '2026-01-01 18:00+00', '2026-01-01 23:59+00']::timestamptz[]) as t$$,
    'values (0), (0), (1), (2), (3), (3)', 'they begin at 0, 6, 12 and 18 o''clock');
select is(bandit_internal.daypart('2026-01-01 05:00+00', 'Europe/Berlin'), 1, 'which is earlier to the east');
select is(bandit_internal.daypart('2026-07-01 03:59+00', 'Europe/Berlin'), 0, 'and not by a fixed number of hours');

select * from finish();
rollback;
