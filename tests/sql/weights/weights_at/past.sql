-- tests/sql/weights/weights_at/past.sql: the weights as they stood at a time, with what had set them.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.3, "c": 0.1}') \gset
insert into bandit.weight_changes (account_id, generator_name, old_weight, new_weight, reason, actor, changed_at) values
(:account_id, 'a', 0.5, 0.55, 'one', 'x', '2026-11-20 00:00+00'), (:account_id, 'b', 0.4, 0.35, 'one', 'x', '2026-11-20 00:00+00'),
(:account_id, 'a', 0.55, 0.58, 'two', 'x', '2026-11-21 00:00+00'), (:account_id, 'b', 0.35, 0.32, 'two', 'x', '2026-11-21 00:00+00'),
(:account_id, 'a', 0.58, 0.6, 'three', 'x', '2026-11-21 00:00+00'), (:account_id, 'b', 0.32, 0.3, 'three', 'x', '2026-11-21 00:00+00');
prepare weights_at(timestamptz) as select w.generator_name, w.weight, w.reason from bandit_internal.weights_at(bandit.account_id('test'), $1) as w order by 1;

select results_eq($$execute weights_at('2026-11-19')$$, $$values ('a', 0.5, null), ('b', 0.4, null), ('c', 0.1, null)$$, 'before the first change: its old weight');
select results_eq($$execute weights_at('2026-11-19 23:59:59.999999+00')$$, $$values ('a', 0.5, null), ('b', 0.4, null), ('c', 0.1, null)$$, 'up to the last microsecond');
select results_eq($$execute weights_at('2026-11-20 00:00+00')$$, $$values ('a', 0.55, 'one'), ('b', 0.35, 'one'), ('c', 0.1, null)$$, 'a change holds from its own time');
select results_eq($$execute weights_at('2026-11-20 12:00+00')$$, $$values ('a', 0.55, 'one'), ('b', 0.35, 'one'), ('c', 0.1, null)$$, 'until the next');
select results_eq($$execute weights_at('2026-11-21 00:00+00')$$, $$values ('a', 0.6, 'three'), ('b', 0.3, 'three'), ('c', 0.1, null)$$, 'of two at one time the later written');
select results_eq($$execute weights_at('infinity')$$, $$values ('a', 0.6, 'three'), ('b', 0.3, 'three'), ('c', 0.1, null)$$, 'and to the end');

select * from finish();
rollback;
