-- tests/sql/runs/approve_run/applies.sql: exactly what was suggested is put in force.
begin;
select plan(22);
\ir ../../fixtures/overrides.psql

select pg_temp.posts('a', 10, 1000, 9), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 0) \gset
create temp table stage as select e.* from bandit.explain_weights() as e;
select bandit.set_setting('mode', 'suggest') \gset
select r.run_id from bandit.optimize() as r \gset
-- What is learned since, and how, is for the next run.
select pg_temp.posts('d', 20, 1000, 30, '2026-11-23 13:00+00') \gset
select bandit.set_setting('aggressiveness', '0.5'), bandit.set_setting('mode', 'observe') \gset
create temp table approval as select a.* from bandit.approve_run(:run_id, 'looks right', 'ann', p_now => '2026-11-23 15:00+00') as a;

select results_eq('table approval', 'select generator_name, current_weight, new_weight from stage', 'it returns all weights before and after, by weight');
select set_eq('select generator_name, weight from weight', 'select generator_name, new_weight from stage', 'the suggested weights are in force');
select is(row(r.status, r.stages, r.decided_at, r.decided_by, r.decision_reason, r.run_at)::text, row('success', '[]'::jsonb, timestamptz '2026-11-23 15:00+00', 'ann', 'looks right', timestamptz '2026-11-23 12:00+00')::text, 'the run is applied, by whom and why') from bandit.optimization_runs as r where r.run_id = :run_id;
select results_eq(format('select status, decided_at, decided_by, decision_reason from bandit.recent_runs where run_id = %s', :run_id), $$values ('success', timestamptz '2026-11-23 15:00+00', 'ann', 'looks right')$$, 'the view shows it');
select set_eq(format('select generator_name, old_weight, new_weight, reason, actor, changed_at from bandit.weight_changes where run_id = %s', :run_id), $$select generator_name, current_weight, new_weight, explanation, 'policy blueprint', timestamptz '2026-11-23 15:00+00' from stage where new_weight <> current_weight$$, 'the history has it from when it was in force');
select results_eq(format('select kind, generator_name, actor, message from bandit.events where run_id = %s and kind = ''approval''', :run_id), format($$values ('approval', null, 'ann', 'run %s was approved: looks right')$$, :run_id), 'the approval is told');
select set_eq(format('select kind, generator_name from bandit.events where run_id = %s and kind <> ''approval''', :run_id), $$values ('viral', 'a'), ('failing', 'd')$$, 'so are viral and failing');
select results_eq($$select generator_name from bandit.review_queue where account = 'test'$$, $$values ('d')$$, 'failing waits for review');
select is(row(g.total_posts, g.run_id)::text, row(10, :run_id)::text, 'figures are those of the suggestion') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'd';
select is(pg_temp.refusal('set constraints all immediate'), 'none', 'the sum is 1');

-- Once.
create temp table after as select * from weight;
select is(pg_temp.refusal(format('select bandit.approve_run(%s)', :run_id)), format('WT018 / run %s does not wait for a decision / its status is success / select * from bandit.recent_runs where status = ''suggested'' shows the runs that wait', :run_id), 'it is not approved twice');
select throws_ok(format('select bandit.reject_run(%s, ''x'')', :run_id), 'WT018', null, 'nor rejected');
select set_eq('table weight', 'table after', 'nothing changes');
select results_eq('select run_id, status from bandit.optimize()', format($$values (%s::bigint, 'success')$$, :run_id), 'at its time it is the run');
select throws_ok($$select bandit.optimize(p_now => '2026-11-23 11:00+00')$$, 'WT010', null, 'no run lies before an approved one');

-- It is a run like any other.
select bandit.set_setting('mode', 'autopilot') \gset
select is(r.status, 'success', 'the next starts from it') from bandit.optimize(p_now => '2026-11-23 18:00+00') as r;
select count(*) from bandit.undo_run(:run_id, 'x') as u \gset
select results_eq('execute weights', $$values ('a', 0.4), ('b', 0.3), ('c', 0.2), ('d', 0.1)$$, 'it can be undone');

-- No reason needed; the login is the actor. Pins and trials are in the suggestion.
select count(*) from bandit.override_generator('b', 'pin', null, 'x') \gset
select count(*) from bandit.override_generator('c', 'test', null, 'x') \gset
select bandit.set_setting('mode', 'suggest') \gset
select r.run_id as pinned_id from bandit.optimize(p_now => '2026-11-23 19:00+00') as r \gset
set local role bandit_reader;
select throws_ok(format('select bandit.approve_run(%s)', :pinned_id), '42501', null, 'a reader may not');
set local role bandit_operator;
select lives_ok(format('select bandit.approve_run(%s)', :pinned_id), 'an operator may');
reset role;
select is(row(r.status, r.decided_by, r.decision_reason)::text, row('success', session_user, null)::text, 'by the login') from bandit.optimization_runs as r where r.run_id = :pinned_id;
select set_eq('select generator_name, weight, status, pinned_weight from weight where generator_name in (''b'', ''c'')', $$values ('b', 0.3, 'active', 0.3), ('c', 0.2, 'testing', null)$$, 'pins and trials are held');
select is(pg_temp.refusal('set constraints all immediate'), 'none', 'all that could be committed');

select * from finish();
rollback;
