-- tests/sql/learning/generator_totals/window.sql: now - lookback < posted_at <= now, and known_at <= now.
begin;
select plan(11);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"early": 0.2, "first": 0.2, "last": 0.2, "late": 0.2, "unknown": 0.1, "known": 0.1}') \gset
select
    pg_temp.posts('early', 1, 100, 1, '2026-11-16 12:00+00'), pg_temp.posts('first', 1, 100, 1, '2026-11-16 12:00:00.000001+00'),
    pg_temp.posts('last', 1, 100, 1, '2026-11-23 12:00+00'), pg_temp.posts('late', 1, 100, 1, '2026-11-23 12:00:00.000001+00'),
    pg_temp.posts('unknown', 1, 100, 1, '2026-11-22 12:00+00', '2026-11-23 12:00:00.000001+00'), pg_temp.posts('known', 1, 100, 1, '2026-11-22 12:00+00', '2026-11-23 12:00+00') \gset
create temp view one as select p.* from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, bandit.clock()) as p;

select is(o.posted, 0::bigint, 'posted seven days ago is out') from one as o where o.generator_name = 'early';
select is(o.total_posts, 1::bigint, 'a microsecond later is in') from one as o where o.generator_name = 'first';
select is(o.total_posts, 1::bigint, 'posted now is in') from one as o where o.generator_name = 'last';
select is(o.posted, 0::bigint, 'posted later is out') from one as o where o.generator_name = 'late';
select is(o.total_posts, 1::bigint, 'known from now is measured') from one as o where o.generator_name = 'known';
select is(o.posted, 1::bigint, 'known later is a post') from one as o where o.generator_name = 'unknown';
select is(o.total_posts, 0::bigint, 'but not a measured one') from one as o where o.generator_name = 'unknown';
select is(o.f_per_1k, null, 'and has no F/1K') from one as o where o.generator_name = 'unknown';
select is(p.total_posts, 1::bigint, 'a microsecond later it has') from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, '2026-11-23 12:00:00.000001+00') as p where p.generator_name = 'unknown';
select is(p.posted, 1::bigint, 'a longer lookback sees more') from bandit_internal.generator_totals(bandit_internal.resolve_account(null), '8 days', bandit.clock()) as p where p.generator_name = 'early';
select set_eq('select generator_name from one', 'select generator_name from bandit.generator_weights where account_id = ' || :account_id, 'every generator has its row');

select * from finish();
rollback;
