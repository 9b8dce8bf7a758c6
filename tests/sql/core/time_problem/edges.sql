-- tests/sql/core/time_problem/edges.sql: the first and the last time that is stored.
begin;
select plan(11);

select is(bandit_internal.time_problem(null, null), null, 'no time has no problem');
select is(bandit_internal.time_problem(t, null), 'a time must be finite', t::text) from unnest(array['infinity', '-infinity']::timestamptz[]) as t;
select is(bandit_internal.time_problem(t, null), 'a time must lie between the years 2006 and 9999', t::text)
from unnest(array['2005-12-31 23:59:59.999999+00', '10000-01-01 00:00+00', '0044-03-15 00:00+00 BC', '294276-12-31 00:00+00']::timestamptz[]) as t;
select is(bandit_internal.time_problem(t, null), null, t::text) from unnest(array['2006-01-01 00:00+00', '9999-12-31 23:59:59.999999+00']::timestamptz[]) as t;
select is(bandit_internal.time_problem('2026-11-23 13:00+00', '2026-11-23 13:00+00'), null, 'the latest time is possible');
select is(bandit_internal.time_problem('2026-11-23 13:00:00.000001+00', '2026-11-23 13:00+00'), 'a time cannot lie more than an hour ahead', 'a later one is not');

select * from finish();
rollback;
