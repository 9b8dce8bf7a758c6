-- tests/sql/accounts/rename_generator/history.sql: the history goes with a renamed generator, and its former name is understood.
begin;
select plan(22);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.5, "b": 0.5}') \gset
select pg_temp.posts('a', 20, 1000, 4), pg_temp.posts('b', 20, 1000, 1) \gset
select r.status, r.run_id as run from bandit.optimize() as r \gset
select decision_id as planned from bandit.choose_generator(p_arm => 'control', p_u => 0) \gset
create temp table report as select r.* from bandit.report() as r;
create temp table evidence as select e.* from bandit.generator_evidence() as e;
create temp table evaluation as select * from bandit.evaluate_policy('thompson');

select is(bandit.rename_generator('A', 'Мой герой'), 'Мой герой', 'it returns the new name');
set constraints all immediate;
set constraints all deferred;
select is(bandit.canonical_generator('a'), 'Мой герой', 'a bot with the old name still works');
select is(bandit.canonical_generator('МОЙ_ГЕРОЙ'), 'Мой герой', 'and one with the new name');
select is(c.generator_name, 'Мой герой', 'a planned decision goes with it') from bandit.content_metadata as c where c.decision_id = :'planned';
select is_empty(format($$
    select c.generator_name from bandit.content_metadata as c where c.account_id = %1$s and c.generator_name = 'a'
    union all select c.generator_name from bandit.weight_changes as c where c.account_id = %1$s and c.generator_name = 'a'
    union all select c.generator_name from bandit.generator_propensities as c where c.account_id = %1$s and c.generator_name = 'a'
    union all select c.generator_name from bandit.events as c where c.account_id = %1$s and c.generator_name = 'a'
    union all select r.top_performer from bandit.optimization_runs as r where r.account_id = %1$s and r.top_performer = 'a'
    union all select 'reasons' from bandit.optimization_runs as r where r.account_id = %1$s and r.reasons ? 'a'
    union all select 'weights' from bandit.optimization_runs as r where r.account_id = %1$s and (r.weights || r.changes || r.stages) @> '[{"generator_name": "a"}]'
    union all select 'shadows' from bandit.shadow_weights as s where s.account_id = %1$s and s.weights ? 'a'
$$, :account_id), 'nothing is left of the old name');
update report set generator_name = 'Мой герой' where generator_name = 'a';
update evidence set generator_name = 'Мой герой' where generator_name = 'a';
select set_eq('select r.* from bandit.report() as r', 'select * from report', 'the report is the same under the new name');
select set_eq('select generator_name, posterior_mean, shape from bandit.generator_evidence()', 'select generator_name, posterior_mean, shape from evidence', 'so is the evidence');
select is((select array_agg(e::text) from bandit.evaluate_policy('thompson') as e), (select array_agg(e::text) from evaluation as e), 'and the evaluation');
select is(c.generator_name, 'b', 'byte order of the new names decides the draw') from bandit.choose_generator(p_arm => 'control', p_u => 0) as c;

-- Calls that were queued under the old name, an import, and an undo of the run.
select is(r.generator_name, 'Мой герой', 'a queued decision') from bandit.record_decision('7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a12', 'a', 'control', 0.1, 0.5, 'cache', bandit.clock()) as r;
select is(i.inserted, 1::bigint, 'an import') from bandit.import_posts('[{"tweet_id": "900", "posted_at": "2025-01-01", "generator_name": "a", "impressions": 10}]') as i;
select set_eq(format('select generator_name, new_weight from bandit.undo_run(%s, %L)', :run, 'x'), $$values ('Мой герой', 0.5), ('b', 0.5)$$, 'a run can be undone');
select is(e.message || ' ' || e.detail::text, 'a renamed to Мой герой {"new": "Мой герой", "old": "a"}', 'it is logged') from bandit.events as e where e.account_id = :account_id and e.kind = 'generator_renamed';

-- Names that are taken, and the way back.
select throws_ok($$select bandit.rename_generator('b', 'мой-герой')$$, 'WT007', 'there is a generator Мой герой already', 'the name of another one');
select throws_ok($$select bandit.rename_generator('b', 'A')$$, 'WT007', 'there is a generator Мой герой already', 'a former name of another one');
select throws_ok($$select bandit.add_generator('a')$$, 'WT007', 'there is a generator Мой герой already', 'it cannot be added either');
select throws_ok($$select bandit.rename_generator('b', 'a/b')$$, 'WT004', null, 'a name that is none');
select throws_ok($$select bandit.rename_generator('nobody', 'x')$$, 'WT002', null, 'an unknown generator');
select is(bandit.rename_generator('Мой герой', 'мой_Герой'), 'мой_Герой', 'another spelling of its own name');
select is(g.former_names, 'a', 'is no former name') from bandit.generators as g where g.account_id = :account_id and g.generator_name = 'мой_Герой';
select is(bandit.rename_generator('a', 'a'), 'a', 'back to its first name');
select is(g.former_names, 'мой_Герой', 'then the other one is the former one') from bandit.generators as g where g.account_id = :account_id and g.generator_name = 'a';
set constraints all immediate;
set constraints all deferred;

select * from finish();
rollback;
