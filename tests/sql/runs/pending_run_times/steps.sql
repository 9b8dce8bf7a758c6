-- tests/sql/runs/pending_run_times/steps.sql: the times of a replay that have no run yet, in UTC.
begin;
select plan(13);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 1}') \gset
prepare pending(timestamptz, timestamptz, interval) as select p.run_at from bandit.pending_run_times($1, $2, $3) as p;

select results_eq($$execute pending('2026-11-20 00:00+00', '2026-11-20 12:00+00', '6h')$$, $$values (timestamptz '2026-11-20 00:00+00'), ('2026-11-20 06:00+00'), ('2026-11-20 12:00+00')$$, 'both ends, where the steps meet them');
select results_eq($$execute pending('2026-11-20 00:00+00', '2026-11-20 11:59+00', '6h')$$, $$values (timestamptz '2026-11-20 00:00+00'), ('2026-11-20 06:00+00')$$, 'not beyond the end');

select r.status from bandit.optimize(p_now => '2026-11-20 06:00+00') as r \gset
select bandit_internal.log_failed_run(:account_id, '2026-11-20 12:00+00', 'run', 'WT012', 'no room') \gset
select results_eq($$execute pending('2026-11-20 00:00+00', '2026-11-20 12:00+00', '6h')$$, $$values (timestamptz '2026-11-20 00:00+00'), ('2026-11-20 12:00+00')$$, 'a run is done, skipped or not; a failed one is still to do');
select bandit.create_account('other') as other_id \gset
select is(count(*), 3::bigint, 'another account has its own') from bandit.pending_run_times('2026-11-20 00:00+00', '2026-11-20 12:00+00', '6h', :other_id);

-- Berlin changes its clocks in the night of 2026-10-25.
set local timezone = 'Europe/Berlin';
select results_eq($$execute pending('2026-10-24 00:00+00', '2026-10-26 12:00+00', '1 day')$$, $$values (timestamptz '2026-10-24 00:00+00'), ('2026-10-25 00:00+00'), ('2026-10-26 00:00+00')$$, 'days are days of UTC in every time zone');
select results_eq($$execute pending('2026-01-31 00:00+00', '2026-03-31 00:00+00', '1 month')$$, $$values (timestamptz '2026-01-31 00:00+00'), ('2026-02-28 00:00+00'), ('2026-03-28 00:00+00')$$, 'and months of UTC');

select throws_ok($$execute pending('2026-11-20', '2026-11-21', '0')$$, 'WT004', null, 'no step');
select throws_ok($$execute pending('2026-11-20', '2026-11-21', '-6h')$$, 'WT004', null, 'a step back');
select throws_ok($$execute pending('-infinity', '2026-11-21', '6h')$$, 'WT004', null, 'from the beginning of time');
select throws_ok($$execute pending('2026-11-20', 'infinity', '6h')$$, 'WT004', null, 'to its end');
select throws_ok($$execute pending(null, '2026-11-21', '6h')$$, 'WT004', null, 'from nowhere');
select throws_ok($$execute pending('2026-11-20', '2026-11-21', null)$$, 'WT004', null, 'no step given');
select throws_ok($$execute pending('2026-11-21', '2026-11-20', '6h')$$, 'WT004', null, 'the last time before the first');

select * from finish();
rollback;
