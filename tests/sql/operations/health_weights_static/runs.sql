-- tests/sql/operations/health_weights_static/runs.sql: applied runs must move the weights.
begin;
select plan(11);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}') \gset
select bandit.set_setting('static_runs', '3') \gset
select is(pg_temp.says('weights_static'), 'info: no data yet', 'no run yet');
select pg_temp.run('2026-11-23 00:00+00'), pg_temp.run('2026-11-23 01:00+00', 'skipped', 'insufficient_data'), pg_temp.run('2026-11-23 06:00+00') \gset
select is(pg_temp.says('weights_static'), 'info: no data yet', 'two of three: a skipped run had no data');
select is(pg_temp.sentence('weights_static'), 'no data yet: 2 of 3 applied runs', 'and says so');
select pg_temp.run('2026-11-23 12:00+00') as run_id \gset
select is(pg_temp.says('weights_static'), 'warning: 0 changes', 'three without a change');
select pg_temp.weight_change('a', 0.5, 0.6, '2026-11-23 12:00+00') \gset
select is(pg_temp.says('weights_static'), 'warning: 0 changes', 'a change by hand is no learning');
update bandit.generator_weights set pinned_weight = weight where account_id = :account_id and generator_name = 'a';
select is(pg_temp.says('weights_static'), 'info: no data yet', 'a single free weight cannot move');
update bandit.generator_weights set pinned_weight = null where account_id = :account_id;
select pg_temp.weight_change('a', 0.5, 0.6, '2026-11-23 12:00+00', :run_id) \gset
select is(pg_temp.says('weights_static'), 'ok: 1 changes', 'well');
select pg_temp.run(timestamptz '2026-11-23 12:00+00' + n * interval '1 second') from generate_series(1, 3) as n \g /dev/null
select is(h.severity, 'warning', 'an older change does not count') from bandit_internal.health_weights_static(:account_id, '2026-11-23 12:00:03+00') as h;

-- Two generators, of which one has the floor: no run could move further.
select bandit.set_setting('min_weight', '0.4') \gset
select is(row(h.severity, h.value)::text, '(ok,"0 changes")', 'the best has all that the floor leaves') from bandit_internal.health_weights_static(:account_id, '2026-11-23 12:00:03+00') as h;
select is(h.sentence, 'one generator holds all weight above the floor after the last 3 applied runs', 'which is said') from bandit_internal.health_weights_static(:account_id, '2026-11-23 12:00:03+00') as h;
select bandit.set_setting('min_weight', '0.39') \gset
select is(h.severity, 'warning', 'two above the floor should have moved') from bandit_internal.health_weights_static(:account_id, '2026-11-23 12:00:03+00') as h;

select * from finish();
rollback;
