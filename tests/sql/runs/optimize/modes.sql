-- tests/sql/runs/optimize/modes.sql: observe only computes, suggest waits, autopilot applies.
begin;
select plan(35);
\ir ../../fixtures/overrides.psql

select pg_temp.posts('a', 10, 1000, 9, '2026-11-23 11:00+00'), pg_temp.posts('b', 10, 1000, 4, '2026-11-23 11:00+00'), pg_temp.posts('c', 10, 1000, 2, '2026-11-23 11:00+00'), pg_temp.posts('d', 10, 1000, 0, '2026-11-23 11:00+00') \gset
create temp table before as select g.generator_name, g.weight, g.status, g.needs_review, g.total_posts, g.run_id, g.last_updated from bandit.generator_weights as g where g.account_id = :account_id;
prepare untouched as select g.generator_name, g.weight, g.status, g.needs_review, g.total_posts, g.run_id, g.last_updated from bandit.generator_weights as g where g.account_id = bandit.account_id('test');
prepare told as select e.kind from bandit.events as e where e.account_id = bandit.account_id('test') and e.kind <> 'setting';
create temp table proposal as select r.* from bandit.optimize(p_dry_run => true) as r;
select is(s.mode, 'autopilot', 'autopilot is the default') from bandit.account_settings as s where s.account_id = :account_id;

-- Observe.
select is(bandit.set_setting('mode', 'observe', p_now => '2026-11-23 10:00+00'), 'observe', 'the mode is switched');
select is(row(e.kind, e.message, e.actor, e.event_at)::text, row('setting', 'mode changed from autopilot to observe', session_user, timestamptz '2026-11-23 10:00+00')::text, 'which is logged') from bandit.events as e where e.account_id = :account_id;
create temp table observed as select r.* from bandit.optimize() as r;
select results_eq('select status, reason from observed', $$values ('observed', null)$$, 'the run is observed');
select results_eq('select run_at, posts_analyzed, generators_updated, top_performer, bottom_performer, changes, weights from observed', 'select run_at, posts_analyzed, generators_updated, top_performer, bottom_performer, changes, weights from proposal', 'it is what a run would do');
select set_eq('execute untouched', 'table before', 'no generator is touched');
select is_empty('execute told', 'nothing is told');
select is_empty(format('select 1 from bandit.weight_changes where account_id = %s', :account_id), 'no weight changes');
select results_eq('select * from bandit.optimize()', 'select * from observed', 'at the same time it is the same run');
select is(r.stages, '[]', 'it waits for nothing') from bandit.optimization_runs as r where r.account_id = :account_id;
select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 11:30+00')$$, $$values ('observed')$$, 'an observed run does not stand in the way of an earlier one');

-- Suggest.
select bandit.set_setting('mode', 'suggest') \gset
create temp table suggested as select r.* from bandit.optimize(p_now => '2026-11-23 13:00+00') as r;
select results_eq('select status, reason from suggested', $$values ('suggested', null)$$, 'the run waits');
select results_eq('select posts_analyzed, generators_updated, changes, weights from suggested', 'select posts_analyzed, generators_updated, changes, weights from proposal', 'it is what a run would do');
select set_eq('execute untouched', 'table before', 'no generator is touched');
select is_empty('execute told', 'nothing is told');
select is(jsonb_array_length(r.stages), 4, 'it keeps its stages') from bandit.optimization_runs as r where r.run_id = (select s.run_id from suggested as s);
select results_eq($$select * from bandit.optimize(p_now => '2026-11-23 13:00+00')$$, 'select * from suggested', 'at the same time it is the same run');
select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 14:00+00', p_lookback => '1 minute')$$, $$values ('skipped')$$, 'a run without data is skipped');
select results_eq('select status from bandit.recent_runs where run_id = (select run_id from suggested)', $$values ('suggested')$$, 'and the suggestion waits on');
select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 15:00+00', p_dry_run => true)$$, $$values ('success')$$, 'a dry run is no suggestion');
select results_eq('select status from bandit.recent_runs where run_id = (select run_id from suggested)', $$values ('suggested')$$, 'it waits on');
create temp table later as select r.* from bandit.optimize(p_now => '2026-11-23 15:00+00') as r;
select results_eq('select status, stages from bandit.optimization_runs where run_id = (select run_id from suggested)', $$values ('superseded', '[]'::jsonb)$$, 'a later suggestion takes its place');
select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 13:00+00')$$, $$values ('superseded')$$, 'for good');
select throws_ok(format('select bandit.approve_run(%s)', (select s.run_id from suggested as s)), 'WT018', null, 'it cannot be approved');
select results_eq($$select status from bandit.optimize(p_now => '2026-11-23 12:30+00')$$, $$values ('superseded')$$, 'a suggestion does not stand in the way of an earlier run, which does not wait beside it');
select is(array_agg(r.run_at), array[timestamptz '2026-11-23 15:00+00'], 'only the latest waits') from bandit.recent_runs as r where r.account = 'test' and r.status = 'suggested';

-- Another account's waits on.
select bandit.create_account('other') as other_id \gset
insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status) values (:other_id, bandit.clock(), 'blueprint', '7 days', 'suggested');

-- Autopilot.
select bandit.set_setting('mode', 'autopilot') \gset
select results_eq('execute untouched', 'select * from before', 'a switch moves nothing');
create temp table applied as select r.* from bandit.optimize(p_now => '2026-11-23 16:00+00') as r;
select results_eq('select status, weights from applied', $$select 'success', weights from proposal$$, 'autopilot applies');
select set_eq('select generator_name, weight from in_play', 'select w.generator_name, w.weight from applied, jsonb_to_recordset(weights) as w (generator_name text, weight numeric)', 'its weights are in force');
select set_eq('execute told', $$values ('viral'), ('failing')$$, 'its events are told');
select is_empty($$select 1 from bandit.recent_runs where account = 'test' and status = 'suggested'$$, 'what waited is superseded');
select is(r.status, 'suggested', 'another account''s waits on') from bandit.optimization_runs as r where r.account_id = :other_id;
select throws_ok($$select bandit.optimize(p_now => '2026-11-23 15:30+00')$$, 'WT010', null, 'time only moves forward from here');

select is(pg_temp.refusal('select bandit.set_setting(''mode'', ''manual'')'), 'WT006 / ''manual'' is not a value for mode / not one of the allowed values / What a run does: observe (computes and logs, weights stay), suggest (waits for approve_run) or autopilot (applies the weights at once).', 'another mode');
select is(pg_temp.refusal('set constraints all immediate'), 'none', 'all that could be committed');

select * from finish();
rollback;
