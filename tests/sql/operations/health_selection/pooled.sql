-- tests/sql/operations/health_selection/pooled.sql: cells with few expected choices are pooled, and only the latest choices count.
begin;
select plan(4);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 0.9, "b": 0.03, "c": 0.04, "d": 0.03}') \gset
select pg_temp.choices('a', 99), pg_temp.choices('b', 1) \gset
-- Expected 90, 3, 4, 3: the last three are one cell of 10. (9^2)/90 + (9^2)/10 = 9, one degree.
select is(pg_temp.says('selection'), 'ok: p = 0.0027', 'three small ones are one cell');
select pg_temp.choices('a', 450), pg_temp.choices('b', 15), pg_temp.choices('c', 20), pg_temp.choices('d', 15) \gset
update bandit.content_metadata set created_at = '2026-11-23 10:00+00' where decision_id in (select decision_id from bandit.content_metadata where account_id = :account_id and generator_name = 'a' order by created_at desc limit 99);
update bandit.content_metadata set created_at = '2026-11-23 10:00+00' where decision_id in (select decision_id from bandit.content_metadata where account_id = :account_id and generator_name = 'b' order by created_at desc limit 1);
select is(pg_temp.says('selection'), 'ok: p = 1.0000', 'the last 500 are as expected');
select matches(pg_temp.sentence('selection'), '^the last 500 choices follow .* 3 degrees', 'in four cells');
select pg_temp.generators('{"z": 0}') \gset
select is(pg_temp.says('selection'), 'ok: p = 1.0000', 'a weight of nothing is pooled too');

select * from finish();
rollback;
