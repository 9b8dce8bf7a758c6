-- tests/sql/weights/explain_weights/same_as_run.sql: what it shows is what the run then does.
begin;
select plan(5);
\ir ../../fixtures/policy.psql

-- One of each: good 4 F/1K, viral 6, failing, new, kept, pinned, testing, disabled.
select pg_temp.generators('{"good": 0.2, "viral": 0.2, "fails": 0.1, "fresh": 0.1, "idle": 0.1, "pin": 0.2, "test": 0.1, "off": 0.3}') \gset
update bandit.generator_weights set pinned_weight = 0.2 where account_id = :account_id and generator_name = 'pin';
update bandit.generator_weights set status = 'testing' where account_id = :account_id and generator_name = 'test';
update bandit.generator_weights set status = 'disabled' where account_id = :account_id and generator_name = 'off';
select
    pg_temp.posts('good', 10, 1000, 4), pg_temp.posts('viral', 5, 1000, 6), pg_temp.posts('fails', 10, 1000, 0), pg_temp.posts('fresh', 1, 1000, 2),
    pg_temp.posts('idle', 5, 1000, 1, '2026-01-01 00:00+00'), pg_temp.posts('pin', 1, 1000, 1), pg_temp.posts('off', 1, 1000, 1) \gset
create temp table stage as select e.* from bandit.explain_weights() as e;

select is(array_agg(s.rule order by s.rule), array['blended', 'failing', 'kept', 'new', 'pinned', 'testing', 'viral'], 'every rule is there, once') from stage as s;
select r.run_id from bandit.optimize() as r \gset
select set_eq(format('select generator_name, weight from bandit.generator_weights where account_id = %s and status <> ''disabled''', :account_id), 'select generator_name, new_weight from stage', 'its weights are in force');
select set_eq(format('select generator_name, old_weight, new_weight, reason from bandit.weight_changes where run_id = %s', :run_id), 'select generator_name, current_weight, new_weight, explanation from stage where new_weight <> current_weight', 'its reasons are in the history');
select set_eq(format('select kind, generator_name from bandit.events where run_id = %s', :run_id), 'select rule, generator_name from stage where rule in (''viral'', ''failing'')', 'its special cases are told');
select throws_ok($$select bandit.explain_weights(p_account_id => -1)$$, 'WT001', null, 'an unknown account is an error');

select * from finish();
rollback;
