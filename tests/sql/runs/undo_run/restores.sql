-- tests/sql/runs/undo_run/restores.sql: the weights of before a run, exactly, whatever came after it, as one more change.
begin;
select plan(23);
\ir ../../fixtures/overrides.psql

select pg_temp.posts('a', 10, 1000, 1), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 0) \gset
select r.run_id as first_id from bandit.optimize() as r \gset
create temp table after_first as select * from weight;
select r.run_id as second_id from bandit.optimize(p_now => '2026-11-23 18:00+00') as r \gset
create temp table after_second as select * from weight;
select results_ne('select generator_name, weight from after_first order by 1', 'select generator_name, weight from after_second order by 1', 'two runs moved the weights');
create temp table history as select c.* from bandit.weight_changes as c where c.account_id = :account_id;

-- The last run.
create temp table undone as select u.* from bandit.undo_run(:second_id, 'looked wrong', 'ann', p_now => '2026-11-23 19:00+00') as u;
select set_eq('table weight', 'table after_first', 'the last run is undone');
select set_eq('select generator_name, old_weight from undone', 'select generator_name, weight from after_second', 'it returns all the weights before');
select set_eq('select generator_name, new_weight from undone', 'select generator_name, weight from after_first', 'and after');
select set_eq('select * from history', format('select * from bandit.weight_changes where account_id = %s and actor <> ''ann''', :account_id), 'what was in the history is still there');
select set_eq(format('select generator_name, old_weight, new_weight, reason, run_id, changed_at from bandit.weight_changes where account_id = %s and actor = ''ann''', :account_id),
    format('select generator_name, old_weight, new_weight, %L, null::bigint, timestamptz ''2026-11-23 19:00+00'' from undone where old_weight <> new_weight', format('run %s undone: looked wrong', :second_id)), 'what was undone is new in it');
select is(row(e.kind, e.message, e.actor, e.event_at, e.run_id, jsonb_array_length(e.detail -> 'weights'))::text, row('undo', format('run %s undone: looked wrong', :second_id), 'ann', timestamptz '2026-11-23 19:00+00', :second_id, 4)::text, 'and told') from bandit.events as e where e.account_id = :account_id order by e.event_id desc limit 1;
select is(r.status, 'success', 'the run stays what it was') from bandit.optimization_runs as r where r.run_id = :second_id;

-- The first one: what came after it, the undoing too, is undone with it.
select count(*) from bandit.undo_run(:first_id, 'all of it') as u \gset
select results_eq('execute weights', $$values ('a', 0.4), ('b', 0.3), ('c', 0.2), ('d', 0.1)$$, 'the first run is undone, and the second with it');
select is(e.actor, session_user::text, 'by the login') from bandit.events as e where e.account_id = :account_id order by e.event_id desc limit 1;
select count(*) as changes from bandit.weight_changes as c where c.account_id = :account_id \gset
select throws_ok(format('select bandit.undo_run(%s, ''again'')', :first_id), 'WT018', format('run %s is undone already', :first_id), 'a second time it is refused');
select is(count(*), :changes::bigint, 'and nothing changes') from bandit.weight_changes as c where c.account_id = :account_id;
select results_eq(format('select r.status, r.undone_by, r.undone_at from bandit.recent_runs as r where r.run_id = %s', :second_id), $$values ('undone', 'ann', timestamptz '2026-11-23 19:00+00')$$, 'the run is shown as undone');
-- If it had not been undone, undoing it would lead to between the two: the weights of before the second run are those after the first.
update bandit.optimization_runs set undone_at = null where run_id = :second_id;
select count(*) from bandit.undo_run(:second_id, 'only the second') as u \gset
select set_eq('table weight', 'table after_first', 'back to between the two');

-- Overrides since then.
select r.run_id as third_id from bandit.optimize(p_now => '2026-11-24 00:00+00') as r \gset
select count(*) from bandit.override_generator('a', 'set', 0.7, 'x') \gset
select count(*) from bandit.override_generator('c', 'set', 0.1, 'x') \gset
select r.status from bandit.optimize(p_now => '2026-11-24 06:00+00') as r \gset
select count(*) from bandit.undo_run(:third_id, 'x') as u \gset
select set_eq('table weight', 'table after_first', 'overrides and runs since are undone too');

-- A run that changed nothing has the same weights before as after.
update bandit.generator_weights set status = case generator_name when 'a' then 'active' else 'testing' end where account_id = :account_id;
select r.run_id as idle_id from bandit.optimize(p_now => '2026-11-24 12:00+00') as r \gset
select is(count(*), 0::bigint, 'a run that changed nothing') from bandit.weight_changes as c where c.run_id = :idle_id;
update bandit.generator_weights set status = 'active' where account_id = :account_id;
select r.status from bandit.optimize(p_now => '2026-11-24 18:00+00') as r \gset
select results_ne('select generator_name, weight from weight order by 1', 'select generator_name, weight from after_first order by 1', 'and one after it that did');
select count(*) from bandit.undo_run(:idle_id, 'x') as u \gset
select set_eq('table weight', 'table after_first', 'can be gone back to');
insert into bandit.contexts (account_id, context_number, topic) values (:account_id, 1, 'sleep');
update bandit.optimization_runs set undone_at = null where run_id = :idle_id;
select count(*) from bandit.undo_run(:idle_id, 'x') as u \gset
select is(count(*), 0::bigint, 'with no weight moved the contexts go all the same') from bandit.contexts as c where c.account_id = :account_id;

-- Figures, flags and the order of runs are not the weights'.
select is(row(g.needs_review, g.total_posts)::text, '(t,10)', 'a review flag survives it, the figures too') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'd';
select throws_ok($$select bandit.optimize(p_now => '2026-11-24 17:00+00')$$, 'WT010', null, 'time still moves forward');
select lives_ok($$select bandit.optimize(p_now => '2026-11-25 00:00+00')$$, 'the next run starts from there');
select is(pg_temp.refusal('select 1'), 'none', 'all that could be committed');

select * from finish();
rollback;
