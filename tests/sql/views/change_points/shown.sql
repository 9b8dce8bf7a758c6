-- tests/sql/views/change_points/shown.sql: an operator sees what changed when, by how much and on what evidence.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

select is_empty($$select * from bandit.change_points where account = 'test'$$, 'nothing yet');
select bandit_internal.log_event(:account_id, '2026-11-01', 'change_point', 'changes', 'less', '{"level": "account", "measure": "f_per_1k", "before": 2.512, "after": 1.507, "size": 0.6, "z": -4.31, "found_at": "2026-11-09T02:41:00+00:00"}'),
    bandit_internal.log_event(:account_id, '2026-11-02', 'change_point', 'changes', 'a is better', '{"level": "generator", "measure": "f_per_1k", "before": 1, "after": 3, "size": 2.9, "z": 4.06, "found_at": "2026-11-08T02:41:00+00:00"}', 'a'),
    bandit_internal.log_event(:account_id, '2026-11-03', 'viral', 'policy', 'another event') \gset
select results_eq(
    $$select changed_at, found_at, level, generator_name, measure, before, after, size, z, message from bandit.change_points where account = 'test'$$,
    $$values ('2026-11-02'::timestamptz, '2026-11-08 02:41+00'::timestamptz, 'generator', 'a', 'f_per_1k', 1.00, 3.00, 2.90, 4.1, 'a is better'), ('2026-11-01', '2026-11-09 02:41+00', 'account', null, 'f_per_1k', 2.51, 1.51, 0.60, -4.3, 'less')$$,
    'newest first, rounded');

select * from finish();
rollback;
