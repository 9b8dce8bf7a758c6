-- tests/sql/operations/health_selection/chi_square.sql: what is chosen follows the weights of its time.
begin;
select plan(9);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 0.5, "b": 0.5}') \gset
select is(pg_temp.says('selection'), 'info: no data yet', 'nothing was chosen');
select pg_temp.choices('a', 30), pg_temp.choices('b', 19), pg_temp.choices('b', 100, p_arm => 'variant_a') \gset
select is(pg_temp.sentence('selection'), 'no data yet: 49 of 50 choices', 'too few, other arms aside');
select pg_temp.choices('b', 11) \gset
select is(pg_temp.says('selection'), 'ok: p = 1.0000', '30 and 30, as expected');
select pg_temp.choices('a', 20), pg_temp.choices('b', 0) \gset
select is(pg_temp.says('selection'), 'ok: p = 0.0253', '50 and 30: chi-square 2 x 10^2 / 40 = 5, one degree: 0.0253');
select pg_temp.choices('a', 20) \gset
select is(pg_temp.says('selection'), 'warning: p = 0.0001', '70 and 30: 2 x 20^2 / 50 = 16');
select matches(pg_temp.sentence('selection'), 'do not follow .* \(chi-square 16.0, 1 degrees', 'and says so');
select pg_temp.weight_change('a', 0.9, 0.5, '2026-11-23 11:00+00'), pg_temp.weight_change('b', 0.1, 0.5, '2026-11-23 11:00+00') \gset
update bandit.content_metadata set created_at = '2026-11-23 10:00+00' where decision_id in (select decision_id from bandit.content_metadata where account_id = :account_id and experiment_arm = 'control' and generator_name = 'a' order by 1 limit 45);
update bandit.content_metadata set created_at = '2026-11-23 10:00+00' where decision_id in (select decision_id from bandit.content_metadata where account_id = :account_id and experiment_arm = 'control' and generator_name = 'b' order by 1 limit 5);
select is(pg_temp.says('selection'), 'ok: p = 1.0000', '45 and 5 at 0.9 and 0.1, then 25 and 25: as expected');
insert into bandit.events (account_id, event_at, kind, actor, message, detail) values (:account_id, '2026-11-23 10:30+00', 'override', 'test', 'disabled', '{"action": "pin"}');
select is(pg_temp.says('selection'), 'ok: p = 1.0000', 'a pin is in the history of weights');
insert into bandit.events (account_id, event_at, kind, actor, message, detail) values (:account_id, '2026-11-23 11:30+00', 'override', 'test', 'disabled', '{"action": "disable"}');
select is(pg_temp.sentence('selection'), 'no data yet: 0 of 50 choices', 'after a change of who is in play the test begins anew');

select * from finish();
rollback;
