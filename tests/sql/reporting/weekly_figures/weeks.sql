-- tests/sql/reporting/weekly_figures/weeks.sql: weeks start on Monday in the accounts time zone, and compare with the week before.
begin;
select plan(4);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}') \gset
select is_empty('select * from bandit_internal.weekly_figures(bandit.account_id(''test''), ''-infinity'', bandit.clock())', 'no posts, no weeks');
select pg_temp.posts('a', 2, 1000, 1, '2026-11-01 22:59+00'), pg_temp.posts('a', 1, 2000, 6, '2026-11-01 23:00+00'), pg_temp.posts('a', 1, 500, null, '2026-11-03 00:00+00'), pg_temp.posts('a', 1, 1000, 5, '2026-11-16 00:00+00', '2026-11-23 12:00:01+00') \gset
prepare progress as select w.week, w.posted, w.total_posts, w.impressions, w.followers, w.f_per_1k, w.posted_change, w.impressions_change, w.followers_change, w.f_per_1k_change from bandit.weekly_progress as w where w.account = 'test';
select results_eq('execute progress', $$values
    (date '2026-11-16', 1::bigint, 0::bigint, null::numeric, null::numeric, null::numeric, null::bigint, null::numeric, null::numeric, null::numeric),
    ('2026-11-02', 1, 1, 500, null, null, -2, -3500, null, null),
    ('2026-10-26', 3, 3, 4000, 8, 2.00, null, null, null, null)$$, 'in UTC; what is not known yet is not measured; a gap compares with nothing');
select bandit.set_setting('time_zone', 'Europe/Berlin') \gset
select results_eq('execute progress', $$values
    (date '2026-11-16', 1::bigint, 0::bigint, null::numeric, null::numeric, null::numeric, null::bigint, null::numeric, null::numeric, null::numeric),
    ('2026-11-02', 2, 2, 2500, 6, 3.00, 0, 500, 4, 2.00),
    ('2026-10-26', 2, 2, 2000, 2, 1.00, null, null, null, null)$$, 'in Berlin the new week begins an hour earlier');
select is(w.posted, 1::bigint, 'what is earlier is left out') from bandit_internal.weekly_figures(:account_id, '2026-11-10 00:00+00', bandit.clock()) as w;

select * from finish();
rollback;
