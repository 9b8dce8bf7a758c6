-- tests/sql/weights/project_contexts/each.sql: in each context the weights are a distribution of their own.
begin;
select plan(4);

prepare projected as select p.generator_name, p.context_weights from bandit_internal.project_contexts(
    array['a', 'b', 'c'],
    array['[{"topic": "food", "format": null, "daypart": 1, "score": 3}, {"topic": null, "format": null, "daypart": 1, "score": 0}]',
          '[{"topic": "food", "format": null, "daypart": 1, "score": 1}, {"topic": null, "format": null, "daypart": 1, "score": 5}]', null]::jsonb[],
    array[null, null, 0.2], 0.02) as p order by 1;
select results_eq('projected', $$values
    ('a', '[{"topic": "food", "format": null, "daypart": 1, "weight": 0.6000}, {"topic": null, "format": null, "daypart": 1, "weight": 0.0200}]'::jsonb),
    ('b', '[{"topic": "food", "format": null, "daypart": 1, "weight": 0.2000}, {"topic": null, "format": null, "daypart": 1, "weight": 0.7800}]'),
    ('c', '[{"topic": "food", "format": null, "daypart": 1, "weight": 0.2000}, {"topic": null, "format": null, "daypart": 1, "weight": 0.2000}]')$$,
    'in proportion to the scores, none under the floor, fixed ones exact');
select is(count(*), 0::bigint, 'no scores, no contexts') from bandit_internal.project_contexts(array['a', 'b'], array[null, null]::jsonb[], array[null, null]::numeric[], 0.02);
select is(count(*), 0::bigint, 'nobody, no contexts') from bandit_internal.project_contexts(null, null, null, 0.02);
select throws_ok($$select bandit_internal.project_contexts(array['a', 'b'], array['[{"topic": "x", "score": 1}]', null]::jsonb[], array[null, 0.99], 0.02)$$, 'WT012', null, 'what does not fit is refused');

select * from finish();
rollback;
