-- tests/sql/operations/health_f_per_1k/known.sql: only what was known at the time of the check counts.
begin;
select plan(4);
\ir ../../fixtures/health.psql

create function pg_temp.says_at(p_now timestamptz) returns text language sql as $$
    select format('%s: %s', h.severity, h.value) from bandit_internal.health_f_per_1k(bandit.account_id('test'), p_now) as h
$$;
select pg_temp.generators('{"a": 1}') \gset
select pg_temp.posts('a', 20, 1000, 3, '2026-11-10 12:00+00', '2026-11-11'), pg_temp.posts('a', 20, 1000, 1, '2026-11-16 12:00+00', '2026-11-18') \gset
select is(pg_temp.says_at('2026-11-17 00:00+00'), 'info: no data yet', 'posts of this week that were read later');
select is(pg_temp.says_at('2026-11-18 00:00+00'), 'warning: 1.00 after 3.00', 'count from then on');

-- Attributed followers have their own time.
update bandit.outcomes set followers_source = 'attributed', followers_known_at = '2026-11-20' where followers_gained = 1;
select is(pg_temp.says_at('2026-11-19 00:00+00'), 'info: no data yet', 'followers that were attributed later');
select is(pg_temp.says_at('2026-11-20 00:00+00'), 'warning: 1.00 after 3.00', 'count from then on too');

select * from finish();
rollback;
