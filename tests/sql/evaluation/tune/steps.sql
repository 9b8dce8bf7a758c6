-- tests/sql/evaluation/tune/steps.sql: what a step does is for auto_tune, at most one a day, on record, and taken back by set_setting.
begin;
select plan(20);
\ir ../../fixtures/tuning.psql

create temp view suggestion as select s.suggested_at, s.setting, s.old_value, s.new_value, s.state, s.call from bandit.suggestions as s where s.account = 'test';
create temp view own as select s.aggressiveness, s.policy from bandit.account_settings as s where s.account_id = bandit.account_id('test');

select is(pg_temp.steps(true), 'blueprint 0.4 proposed', 'a dry run proposes');
select is_empty('table suggestion', 'and logs nothing');
select is(pg_temp.steps(), 'blueprint 0.4 suggested', 'a suggestion');
select is(row(s.setting, s.old_value, s.new_value, s.state, s.call)::text, row('aggressiveness', '0.3', '0.4', 'open', format('select bandit.set_setting(''aggressiveness'', ''0.4'', p_account_id => bandit.account_id(%L))', (select a.handle from bandit.accounts as a where a.account_id = :account_id)))::text, 'waits, with the call that takes it') from suggestion as s;
select is(e.message, 'aggressiveness should be 0.4 instead of 0.3: a change of +0.100 followers a post (+0.067 to +0.133) on 120 posts', 'it says why') from bandit.events as e where e.account_id = :account_id and e.kind = 'tuning';
select is(row(e.actor, e.detail ->> 'candidate', e.detail ->> 'posts', e.detail ->> 'applied')::text, '(tuning,"blueprint 0.4",120,false)', 'with its evidence') from bandit.events as e where e.account_id = :account_id and e.kind = 'tuning';
select is((select o.aggressiveness from own as o), 0.3, 'nothing is changed');
select is(pg_temp.steps(p_now => '2026-11-24 12:00+00'), 'blueprint 0.4 suggested', 'the next day it still stands');
select is((select count(*) from suggestion), 1::bigint, 'and is not said again');
select bandit.set_setting('aggressiveness', '0.4', p_now => '2026-11-24 12:00+00') \gset
select is((select s.state from suggestion as s), 'taken', 'somebody takes it');
select is(pg_temp.steps(p_now => '2026-11-24 13:00+00'), null, 'one step a day, whoever takes it');
select bandit.set_setting('aggressiveness', '0.5', p_now => '2026-11-24 13:00+00') \gset
select is((select s.state from suggestion as s), 'outdated', 'or goes elsewhere');

select bandit.set_setting('aggressiveness', '0.3', p_now => '2026-11-22 12:00+00'), bandit.set_setting('auto_tune', 'off') \gset
select is_empty($$select * from bandit.tune(p_now => '2026-11-25 12:00+00')$$, 'off: nothing is looked at');
select is(pg_temp.steps(true, '2026-11-25 12:00+00'), 'blueprint 0.4 proposed', 'but by hand');
select bandit.set_setting('auto_tune', 'on') \gset
select is(pg_temp.steps(p_now => '2026-11-25 12:00+00'), 'blueprint 0.4 applied', 'on: it is taken');
select is((select o.aggressiveness from own as o), 0.4, 'at once');
select is(row(s.state, s.call)::text, row('applied', format('select bandit.set_setting(''aggressiveness'', ''0.3'', p_account_id => bandit.account_id(%L))', (select a.handle from bandit.accounts as a where a.account_id = :account_id)))::text, 'on record with the call that undoes it') from suggestion as s where s.suggested_at = '2026-11-25 12:00+00';
select is(pg_temp.steps(p_now => '2026-11-25 23:59+00'), null, 'no second step that day');

-- The neighbour of 0.5 is worse than it, and thompson weighs as 0.3 did; then it is the better one.
update bandit.shadow_weights set weights = '{"a": 0.95, "b": 0.05}' where account_id = :account_id and candidate = 'thompson 90 days';
update bandit.shadow_weights set weights = '{"a": 0.4, "b": 0.6}' where account_id = :account_id and candidate = 'blueprint 0.5';
select is(pg_temp.steps(p_now => '2026-11-26 12:00+00'), 'thompson 90 days applied', 'the other policy');
select is((select o.policy from own as o), 'thompson', 'which the account follows from now on');

select * from finish();
rollback;
