-- tests/sql/operations/health_dominant_generator/share.sql: one generator leaves room for the others.
begin;
select plan(6);
\ir ../../fixtures/health.psql

select is(pg_temp.says('dominant_generator'), 'info: no data yet', 'no generator in play');
select pg_temp.generators('{"a": 0.6001, "b": 0.3999}') \gset
select is(pg_temp.says('dominant_generator'), 'warning: a at 0.6001', 'above the default');
select bandit.set_setting('dominant_weight', '0.6001') \gset
select is(pg_temp.says('dominant_generator'), 'ok: a at 0.6001', 'at the limit it is well');

-- What the posterior says is no accident; what somebody pinned may be one.
select bandit.set_setting('dominant_weight', '0.6'), bandit.set_setting('policy', 'thompson') \gset
select is(pg_temp.says('dominant_generator'), 'ok: a at 0.6001', 'under thompson the best may have all that the floor leaves');
select is(pg_temp.sentence('dominant_generator'), 'a is probably the best, so the policy thompson keeps the others near the floor; each run decides again', 'which is said');
update bandit.generator_weights set pinned_weight = weight where account_id = :account_id and generator_name = 'a';
select is(pg_temp.says('dominant_generator'), 'warning: a at 0.6001', 'but not by hand');

select * from finish();
rollback;
