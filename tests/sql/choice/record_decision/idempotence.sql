-- tests/sql/choice/record_decision/idempotence.sql: a choice made elsewhere is written down once, as it was made.
begin;
select plan(9);

set local bandit.account = 'away';
select bandit.create_account('away') as account_id, bandit.create_account('other') as other_id \gset
\set id '''7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11'''
prepare told as
select * from bandit.record_decision(:id, 'data_nerd', 'variant_z', 0.25, 0.1234567890123456789, 'cache', '2025-03-01 12:00+02', '{"topic": "sleep", "format": "thread"}');

select results_eq('told', format($$values (%L::uuid, 'dataNerd', 'variant_z', 0.1234567890123456789::numeric, 'cache', '2025-03-01 10:00+00'::timestamptz)$$, :id),
    'the decision is returned as it is stored, under the canonical name and in an arm that may have ended');
create temp table first_row as select * from bandit.content_metadata where account_id = :account_id;
select results_eq('told', format($$values (%L::uuid, 'dataNerd', 'variant_z', 0.1234567890123456789::numeric, 'cache', '2025-03-01 10:00+00'::timestamptz)$$, :id), 'the same again is answered alike');
select results_eq('select source, created_at from bandit.record_decision(' || quote_literal(:id) || $$, 'dataNerd', 'variant_z', 0.25, 1, 'default', '2026-01-01')$$,
    $$values ('cache', '2025-03-01 10:00+00'::timestamptz)$$, 'what was stored first stays');
select set_eq(format('select * from bandit.content_metadata where account_id = %s', :account_id), 'table first_row', 'and nothing changes');
select results_eq('select u, topic, format, context, status, policy, run_id, selection_counted from first_row',
    $$values (0.25::double precision, 'sleep', 'thread', '{"topic": "sleep", "format": "thread"}'::jsonb, 'planned', null::text, null::bigint, false)$$, 'draw and context are kept, and it is planned');

select is((select status from bandit.mark_posted(:id, '100')), 'posted', 'it is posted like any decision');
select is((select source from bandit.record_decision(:id, 'dataNerd', 'variant_z', 0.25, 0.5, 'cache', '2025-03-01')), 'cache', 'and written down again after that, it is known');
select is((select status from bandit_internal.stg_decisions where account_id = :account_id), 'posted', 'and stays posted');
select is((select source from bandit.record_decision(:id, 'coach', 'control', 0.25, 0.5, 'default', '2025-03-01', p_account_id => :other_id)), 'default', 'the ids of two accounts do not meet');

select * from finish();
rollback;
