-- tests/sql/evaluation/importance_weights/arrays.sql: each post is weighed by the last weights before its decision.
begin;
select plan(1);

select results_eq(
    $$select p.generator_name, p.importance, p.expected_followers, p.policy_followers
    from bandit_internal.importance_weights(
        array[
            row('00000000-0000-0000-0000-000000000001', '2026-11-01 00:00+00', 'a', 0.5, 1, 1, null),
            row('00000000-0000-0000-0000-000000000002', '2026-11-02 00:00+00', 'a', 0.5, 3, 1, null),
            row('00000000-0000-0000-0000-000000000003', '2026-11-03 00:00+00', 'b', 0.25, 6, 1, null)
        ]::bandit_internal.logged_post[],
        array[row('2026-11-01 00:00+00', '{"a": 1}'), row('2026-11-02 00:00:01+00', '{"b": 0.5, "c": 0.5}')]::bandit_internal.weights_since[]
    ) as p
    order by p.decision_id$$,
    $$values ('a', 2::double precision, 2::double precision, 2::double precision), ('b', 2, 6, 14 / 3.0)$$,
    'a decision at the time of the first weights is left out; a generator without posts counts as the mean, 10 / 3'
);

select * from finish();
rollback;
