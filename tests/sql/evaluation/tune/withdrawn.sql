-- tests/sql/evaluation/tune/withdrawn.sql: a suggestion whose evidence is gone is withdrawn at the next comparison.
begin;
select plan(13);
\ir ../../fixtures/tuning.psql

create temp view suggestion as select s.suggested_at, s.state, s.call from bandit.suggestions as s where s.account = 'test';
create temp view withdrawal as select e.event_at, e.message, e.detail from bandit.events as e where e.account_id = bandit.account_id('test') and e.kind = 'tuning_withdrawn';

select is(pg_temp.steps(), 'blueprint 0.4 suggested', 'a suggestion');
select is(pg_temp.steps(p_now => '2026-11-24 12:00+00'), 'blueprint 0.4 suggested', 'that holds the next day');
select is_empty('table withdrawal', 'stays');

update bandit.shadow_weights set weights = '{"a": 0.45, "b": 0.55}' where account_id = :account_id and candidate = 'blueprint 0.4';
select is(pg_temp.steps(true, '2026-11-25 12:00+00'), null, 'a dry run finds that the evidence is gone');
select is_empty('table withdrawal', 'and withdraws nothing');
select is(pg_temp.steps(p_now => '2026-11-25 12:00+00'), null, 'the next comparison');
select results_eq('select state, call from suggestion', $$values ('withdrawn', null::text)$$, 'withdraws it');
select is(w.message, 'aggressiveness need not be 0.4 instead of 0.3: the change would be -0.050 (-0.067 to -0.033) on 120 posts', 'and says why') from withdrawal as w;
select is(w.detail ->> 'reason', 'the change would be -0.050 (-0.067 to -0.033) on 120 posts', 'for programs too') from withdrawal as w;
select is(pg_temp.steps(p_now => '2026-11-26 12:00+00'), null, 'once');
select is((select count(*) from withdrawal), 1::bigint, 'only');

update bandit.shadow_weights set weights = '{"a": 0.6, "b": 0.4}' where account_id = :account_id and candidate = 'blueprint 0.4';
select is(pg_temp.steps(p_now => '2026-11-26 13:00+00'), 'blueprint 0.4 suggested', 'with new evidence');
select is((select string_agg(s.state, ', ' order by s.suggested_at desc) from suggestion as s), 'open, withdrawn', 'it is made again');
select * from finish();
rollback;
