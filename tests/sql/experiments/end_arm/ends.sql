-- tests/sql/experiments/end_arm/ends.sql: an arm ends, and control takes over its share.
begin;
select plan(11);

set local bandit.account = 'lab';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset
\ir ../../fixtures/arms.psql

select results_eq($$select * from bandit.end_arm('variant_b', 'no better', 'alice', p_now => '2026-11-20')$$, $$values ('control', 0.75, 'none', 0.0), ('variant_a', 0.25, 'flatten', 0.3)$$, 'control takes over its share');
select is(e.share::text || ' ' || (e.ended_at at time zone 'utc')::text, '0.0000 2026-11-20 00:00:00', 'it stays on record with its end') from bandit.experiment_arms as e where e.account_id = :account_id and e.arm = 'variant_b';
select is(e.actor || ': ' || e.message, 'alice: arm variant_b ends, share 0.1500: no better', 'it is logged') from bandit_internal.stg_events as e where e.account_id = :account_id and e.kind = 'experiment';
select is(count(*), 0::bigint, 'nothing is drawn from it') from bandit.generator_propensities as p where p.account_id = :account_id and p.arm = 'variant_b';
select is(c.experiment_arm, 'variant_a', 'the last draw is the last arm''s') from bandit.choose_generator(p_u => 0.9999) as c;
select throws_ok($$select * from bandit.choose_generator(p_arm => 'variant_b')$$, 'WT011', 'there is no experiment arm ''variant_b''', 'it cannot be asked for');

select throws_ok($$select * from bandit.end_arm('variant_b', 'again')$$, 'WT011', 'there is no experiment arm ''variant_b''', 'it cannot end twice');
select throws_ok($$select * from bandit.end_arm('control', 'why not')$$, 'WT004', 'control cannot end', 'control cannot end');
select throws_ok($$select * from bandit.end_arm('variant_a')$$, 'WT004', 'a reason is required', 'a reason is required');
select count(*) from bandit.end_arm('variant_a', 'no better') \gset
select is(e.share, 1.0000, 'without other arms everything is control') from bandit.experiment_arms as e where e.account_id = :account_id and e.arm = 'control';
select lives_ok('set constraints all immediate', 'all of it can be committed');

select * from finish();
rollback;
