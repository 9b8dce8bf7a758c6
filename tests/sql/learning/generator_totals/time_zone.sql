-- tests/sql/learning/generator_totals/time_zone.sql: seven days are 168 hours for every caller, also in the night when the clocks change.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

-- Berlin puts its clocks back in the night of 2026-10-25: there the seven days up to 2026-10-28 12:00 UTC began at 11:00 UTC.
select pg_temp.generators('{"a": 1}'), pg_temp.posts('a', 1, 100, 1, '2026-10-21 12:00+00'), pg_temp.posts('a', 1, 100, 1, '2026-10-21 12:00:01+00') \gset
set local timezone = 'UTC';
select is(p.posted, 1::bigint, 'in UTC') from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, '2026-10-28 12:00+00') as p;
set local timezone = 'Europe/Berlin';
select is(p.posted, 1::bigint, 'in Berlin') from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, '2026-10-28 12:00+00') as p;

select * from finish();
rollback;
