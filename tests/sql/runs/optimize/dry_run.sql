-- tests/sql/runs/optimize/dry_run.sql: it proposes what the run then does, and writes nothing.
begin;
select plan(9);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.3}'), pg_temp.posts('a', 10, 1000, 6), pg_temp.posts('b', 10, 1000, 0), pg_temp.posts('c', 10, 1000, 2) \gset
select c.decision_id from bandit.choose_generator() as c \gset
create temp table before as select g.* from bandit.generator_weights as g where g.account_id = :account_id;
create temp table proposal as select r.* from bandit.optimize(p_dry_run => true) as r;

select results_eq('select run_id, run_at, status from proposal', $$values (null::bigint, timestamptz '2026-11-23 12:00+00', 'success')$$, 'a run without a number');
select set_eq(format('select * from bandit.generator_weights where account_id = %s', :account_id), 'select * from before', 'no generator is touched');
select is_empty(format('select 1 from bandit.optimization_runs where account_id = %s', :account_id), 'no run is stored');
select is_empty(format('select 1 from bandit.weight_changes where account_id = %s', :account_id), 'no change');
select is_empty(format('select 1 from bandit.events where account_id = %s', :account_id), 'no event');
select ok(not c.selection_counted, 'no choice is counted') from bandit.content_metadata as c where c.account_id = :account_id and c.source = 'choice';

create temp table run as select r.* from bandit.optimize() as r;
select results_eq('select run_at, status, reason, posts_analyzed, generators_updated, top_performer, bottom_performer, changes, weights from run',
    'select run_at, status, reason, posts_analyzed, generators_updated, top_performer, bottom_performer, changes, weights from proposal', 'the run is what was proposed');
select isnt(r.weights, (select p.weights from run as p), 'a dry run at the time of a run starts from the weights as they are by now') from bandit.optimize(p_dry_run => true) as r;
select is(r.reason, 'insufficient_data', 'it is skipped as the run would be') from bandit.optimize(p_dry_run => true, p_lookback => '1 microsecond', p_now => '2026-11-23 13:00+00') as r;

select * from finish();
rollback;
