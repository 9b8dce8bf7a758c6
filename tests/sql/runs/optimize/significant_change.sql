-- tests/sql/runs/optimize/significant_change.sql: a limit to what is reported, not to what is done.
begin;
select plan(7);
\ir ../../fixtures/policy.psql

-- Both are new: each gets one half, so that each moves by exactly 0.01.
select pg_temp.generators('{"a": 0.51, "b": 0.49}'), pg_temp.posts('a', 4, 1000, 1), pg_temp.posts('b', 4, 1000, 1) \gset
update bandit.account_settings set min_posts = 8 where account_id = :account_id;
select is(r.changes, '[
    {"generator_name": "a", "old_weight": 0.51, "new_weight": 0.5, "reason": "new: too short a history to judge (4 measured posts in the window), given a fair chance"},
    {"generator_name": "b", "old_weight": 0.49, "new_weight": 0.5, "reason": "new: too short a history to judge (4 measured posts in the window), given a fair chance"}
]'::jsonb, 'a change of 0.01 is significant at 0.01') from bandit.optimize(p_dry_run => true) as r;
update bandit.account_settings set significant_change = 0.0101 where account_id = :account_id;
select r.run_id from bandit.optimize() as r \gset
select is(row(r.changes, r.generators_updated)::text, row('[]'::jsonb, 0)::text, 'and not at 0.0101') from bandit.optimize() as r;
select is(r.weights, '[{"generator_name": "a", "weight": 0.5}, {"generator_name": "b", "weight": 0.5}]'::jsonb, 'all weights are in force') from bandit.optimize() as r;
select results_eq(format('select generator_name, weight::numeric from bandit.generator_weights where account_id = %s order by 1', :account_id), $$values ('a', 0.5), ('b', 0.5)$$, 'in the table too');
select results_eq(format('select generator_name, old_weight::numeric, new_weight::numeric, actor, run_id, changed_at from bandit.weight_changes where account_id = %s order by 1', :account_id),
    format($$values ('a', 0.51, 0.5, 'policy blueprint', %1$s::bigint, timestamptz '2026-11-23 12:00+00'), ('b', 0.49, 0.5, 'policy blueprint', %1$s, '2026-11-23 12:00+00')$$, :run_id), 'the history has every weight that differs');

update bandit.account_settings set significant_change = 0 where account_id = :account_id;
select is(row(r.changes, r.generators_updated)::text, row('[]'::jsonb, 0)::text, 'no change is none, even at 0') from bandit.optimize(p_now => '2026-11-23 18:00+00') as r;
select is(count(*), 2::bigint, 'and none is in the history') from bandit.weight_changes as c where c.account_id = :account_id;

select * from finish();
rollback;
