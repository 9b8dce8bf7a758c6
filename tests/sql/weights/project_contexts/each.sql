-- tests/sql/weights/project_contexts/each.sql: in each context the weights are a distribution of their own.
begin;
select plan(4);

create function pg_temp.targets(p_targets jsonb) returns bandit_internal.weight_target[] language sql as $$
    select array(select t from jsonb_populate_recordset(null::bandit_internal.weight_target, p_targets) as t)
$$;
prepare projected as select p.generator_name, to_jsonb(p.context_weights) from bandit_internal.project_contexts(pg_temp.targets('[
    {"generator_name": "a", "context_scores": [{"topic": "food", "daypart": 1, "score": 3}, {"daypart": 1, "score": 0}]},
    {"generator_name": "b", "context_scores": [{"topic": "food", "daypart": 1, "score": 1}, {"daypart": 1, "score": 5}]},
    {"generator_name": "c", "fixed_weight": 0.2}]'), 0.02) as p order by 1;
select results_eq('projected', $$values
    ('a', '[{"topic": "food", "format": null, "daypart": 1, "weight": 0.6000}, {"topic": null, "format": null, "daypart": 1, "weight": 0.0200}]'::jsonb),
    ('b', '[{"topic": "food", "format": null, "daypart": 1, "weight": 0.2000}, {"topic": null, "format": null, "daypart": 1, "weight": 0.7800}]'),
    ('c', '[{"topic": "food", "format": null, "daypart": 1, "weight": 0.2000}, {"topic": null, "format": null, "daypart": 1, "weight": 0.2000}]')$$,
    'in proportion to the scores, none under the floor, fixed ones exact');
select is(count(*), 0::bigint, 'no scores, no contexts') from bandit_internal.project_contexts(pg_temp.targets('[{"generator_name": "a"}, {"generator_name": "b"}]'), 0.02);
select is(count(*), 0::bigint, 'nobody, no contexts') from bandit_internal.project_contexts(null, 0.02);
select throws_ok($$select bandit_internal.project_contexts(pg_temp.targets('[{"generator_name": "a", "context_scores": [{"topic": "x", "score": 1}]}, {"generator_name": "b", "fixed_weight": 0.99}]'), 0.02)$$, 'WT012', null, 'what does not fit is refused');

select * from finish();
rollback;
