-- tests/sql/evaluation/shadow_weights_blueprint/courses.sql: every candidate follows a course of its own.
begin;
select plan(8);
\ir ../../fixtures/policy.psql

create function pg_temp.totals() returns bandit_internal.generator_total[] language sql as $$
    select array(select t from bandit_internal.generator_totals(bandit.account_id('test'), '7 days', bandit.clock()) as t)
$$;
create function pg_temp.shadow(p_candidate text) returns jsonb language sql as $$
    select s.weights from bandit_internal.shadow_weights_blueprint(bandit.account_id('test'), pg_temp.totals(), bandit.clock(), null) as s where s.candidate = p_candidate
$$;
select pg_temp.generators('{"a": 0.5, "b": 0.5}'), pg_temp.posts('a', 20, 1000, 4), pg_temp.posts('b', 20, 1000, 2) \gset
-- Scores 1 and 0: a moves from 0.5 to 0.5 (1 - s) + s, b to 0.5 (1 - s), their sum being 1.
select is(pg_temp.shadow('blueprint 0.1'), '{"a": 0.5500, "b": 0.4500}', 'a tenth of the way');
select is(pg_temp.shadow('blueprint 0.5'), '{"a": 0.7500, "b": 0.2500}', 'half of it');
select is(pg_temp.shadow('blueprint 0.3'), jsonb_object_agg(e.generator_name, e.new_weight), 'at the account''s aggressiveness it is what the run does') from bandit.explain_weights() as e;
select is(s.weights, '{"a": 0.7500, "b": 0.2500}', 'the same from the stages of a run')
from bandit_internal.shadow_weights_blueprint(:account_id, null, bandit.clock(), bandit_internal.compute_weights(:account_id, pg_temp.totals(), bandit.clock())) as s where s.candidate = 'blueprint 0.5';

insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status) values (:account_id, '2026-11-23 06:00+00', 'blueprint', '7 days', 'success');
insert into bandit.shadow_weights (account_id, run_at, candidate, weights) values (:account_id, '2026-11-23 06:00+00', 'blueprint 0.1', '{"a": 0.2, "b": 0.8}');
select is(pg_temp.shadow('blueprint 0.1'), '{"a": 0.2800, "b": 0.7200}', 'from where it was, not from where the account is');
select is(pg_temp.shadow('blueprint 0.5'), '{"a": 0.7500, "b": 0.2500}', 'the others from theirs');

-- c joins, pinned at 0.2: the candidate's 0.2 and 0.8 become 0.16 and 0.64, then 0.244 and 0.576 share 0.8.
update bandit.generator_weights set weight = 0.4 where account_id = :account_id;
insert into bandit.generator_weights (account_id, generator_name, weight, pinned_weight) values (:account_id, 'c', 0.2, 0.2);
select is(pg_temp.shadow('blueprint 0.1'), '{"a": 0.2380, "b": 0.5620, "c": 0.2000}', 'pins hold for all');
select is(sum(w.value::numeric), 1::numeric, 'the weights sum to 1') from jsonb_each_text(pg_temp.shadow('blueprint 0.4')) as w;

select * from finish();
rollback;
