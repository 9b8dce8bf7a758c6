-- tests/sql/operations/health_change_points/worse.sql: that the platform gives less is a warning, other changes are told.
begin;
select plan(8);
\ir ../../fixtures/health.psql

create function pg_temp.change(p_level text, p_size numeric, p_changed_at timestamptz, p_found_at timestamptz) returns void language sql as $$
    select bandit_internal.log_event(
        bandit.account_id('test'), p_changed_at, 'change_point', 'changes', format('%s times %s', p_level, p_size),
        jsonb_build_object('level', p_level, 'measure', 'f_per_1k', 'size', p_size, 'found_at', p_found_at), case p_level when 'generator' then 'a' end
    )
$$;
select pg_temp.generators('{"a": 1}') \gset
select is(pg_temp.says('change_points'), 'info: no data yet', 'no posts');
select pg_temp.posts('a', 3, 1000, null) \gset
select is(pg_temp.says('change_points'), 'info: no data yet', 'nor any whose followers are known');
select pg_temp.posts('a', 3, 1000, 2) \gset
select is(pg_temp.says('change_points'), 'ok: 0', 'no change');
select pg_temp.change('account', 0.5, '2026-10-20', '2026-11-09 12:00+00'), pg_temp.change('account', 0.5, '2026-11-20', '2026-11-24') \gset
select is(pg_temp.says('change_points'), 'ok: 0', 'what was found two weeks ago is old, and the future is not known');
select pg_temp.change('generator', 0.3, '2026-11-12', '2026-11-15'), pg_temp.change('account', 1.4, '2026-10-20', '2026-11-15') \gset
select is(pg_temp.says('change_points'), 'info: 2', 'a generator that falls and a platform that gives more are told');
select is(pg_temp.sentence('change_points'), 'generator times 0.3; account times 1.4', 'in their words');
select pg_temp.change('account', 0.6, '2026-11-10', '2026-11-22') \gset
select is(pg_temp.says('change_points'), 'warning: 3', 'a platform that gives less is a warning');
select is(h.remedy, 'pgbandit events --kind change_point', 'and where to read on') from bandit.health_checks() as h where h.name = 'change_points';

select * from finish();
rollback;
