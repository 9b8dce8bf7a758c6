-- tests/sql/choice/record_decision/counted.sql: a choice made elsewhere counts like any other, once.
begin;
select plan(8);

set local bandit.account = 'away';
set local bandit.fake_now = '2025-03-08 12:00+00';
select bandit.create_account('away') as account_id \gset
\set id '''7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11'''
prepare told as
select bandit.record_decision(:id, 'coach', 'control', 0.05, 0.08, 'default', '2025-03-07 11:00+00');
prepare counted as
select g.times_selected, g.last_used from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'coach';
prepare idle as
select value !~ '\mcoach\M' from bandit_internal.health_idle_generators(:account_id, '2025-03-08 12:00+00');

select is((select h.severity from bandit_internal.health_unposted_decisions(:account_id, '2025-03-08 12:00+00') as h), 'info', 'no choice yet');
execute told \gset
select is((select h.value from bandit_internal.health_unposted_decisions(:account_id, '2025-03-08 12:00+00') as h), '1 of 1 decisions', 'it is a decision that somebody should post');
select results_eq('idle', 'values (true)', 'its generator is not idle');
select bandit_internal.count_selections(:account_id, '2025-03-08 12:00+00') as done \gset
select results_eq('counted', $$values (1::bigint, '2025-03-07 11:00+00'::timestamptz)$$, 'a run counts it');
execute told \gset
select bandit_internal.count_selections(:account_id, '2025-03-08 12:00+00') as done \gset
select results_eq('counted', $$values (1::bigint, '2025-03-07 11:00+00'::timestamptz)$$, 'once, though it is told and counted again');

set local enable_seqscan = off;
prepare uncounted as
select from bandit.content_metadata where account_id = 1 and source <> 'import' and not selection_counted and created_at <= now();
prepare chosen as
select from bandit.content_metadata where account_id = 1 and source = 'choice' and created_at <= now() order by created_at desc limit 500;
create function pg_temp.plan_of(p_statement text) returns setof text language plpgsql as $$ begin return query execute 'explain execute ' || p_statement; end $$;
select matches((select string_agg(p, ' ') from pg_temp.plan_of('uncounted') as p), 'content_metadata_(uncounted|choices)_idx', 'a run finds what is not counted by an index');
select matches((select string_agg(p, ' ') from pg_temp.plan_of('chosen') as p), 'content_metadata_choices_idx', 'and the choices of the database are among the choices of the other index');
select is((select g.times_selected from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'explorer'), 0::bigint, 'others are not counted');

select * from finish();
rollback;
