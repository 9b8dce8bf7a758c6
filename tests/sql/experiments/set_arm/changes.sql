-- tests/sql/experiments/set_arm/changes.sql: arms begin and change, control makes room, and it is logged.
begin;
select plan(14);

set local bandit.account = 'lab';
set local bandit.fake_now = '2026-11-23 12:00+00';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset
\ir ../../fixtures/arms.psql
create temp view arm as
select e.arm, e.share, e.transform, e.strength, e.started_at::date as started_on, e.ended_at from bandit.experiment_arms as e where e.account_id = bandit.account_id('lab') order by e.arm;

select results_eq('table arm', $$values
    ('control', 0.6000, 'none', 0.0, date '2026-11-01', null::timestamptz),
    ('variant_a', 0.25, 'flatten', 0.3, '2026-11-01', null),
    ('variant_b', 0.15, 'boost_low', 0.3, '2026-11-01', null)$$, 'the three arms of the blueprint');

select results_eq($$select * from bandit.set_arm('variant_c', 0.1, 'flatten', 0.6, 'more of it', 'alice')$$, $$values
    ('control', 0.5, 'none', 0.0), ('variant_a', 0.25, 'flatten', 0.3), ('variant_b', 0.15, 'boost_low', 0.3), ('variant_c', 0.1, 'flatten', 0.6)$$, 'a new arm; control makes room');
select is(a.started_on, date '2026-11-23', 'it starts now') from arm as a where a.arm = 'variant_c';
select is(c.propensity, 0.0700, 'and is drawn at once: 0.4 x 0.05 + 0.6 / 12') from bandit.choose_generator(p_arm => 'variant_c', p_u => 0.99999) as c;

select count(*) from bandit.set_arm('variant_a', 0.3, p_reason => 'it does well') \gset
select results_eq($$select a.arm, a.share, a.strength, a.started_on from arm as a where a.arm in ('control', 'variant_a')$$, $$values
    ('control', 0.45, 0.0, date '2026-11-01'), ('variant_a', 0.30, 0.3, '2026-11-01')$$, 'another share: the same experiment goes on');
select count(*) from bandit.set_arm('variant_b', p_strength => 0.9, p_reason => 'harder') \gset
select results_eq($$select a.share, a.transform, a.strength, a.started_on from arm as a where a.arm = 'variant_b'$$, $$values
    (0.15, 'boost_low', 0.9, date '2026-11-23')$$, 'another strength: the same share, and another experiment');
select count(*) from bandit.set_arm('placebo', 0.05, 'none', p_reason => 'does an arm by itself matter?') \gset
select results_eq($$select a.transform, a.strength from arm as a where a.arm = 'placebo'$$, $$values ('none', 0.0)$$, 'an arm like control has no strength');
select count(*) from bandit.set_arm('placebo', p_transform => 'flatten', p_reason => 'now it does') \gset
select results_eq($$select a.transform, a.strength from arm as a where a.arm = 'placebo'$$, $$values ('flatten', 0.3)$$, 'a transform without a strength has 0.3');
select is(sum(a.share), 1.0000, 'the shares sum to 1') from arm as a;

select results_eq(
    $$select e.actor, e.message from bandit_internal.stg_events as e where e.account_id = bandit.account_id('lab') and e.kind = 'experiment' order by e.event_id$$,
    format($$values ('alice', 'arm variant_c starts: flatten 0.6, share 0.1000: more of it'), (%1$L, 'arm variant_a changes: flatten 0.3, share 0.3000: it does well'),
        (%1$L, 'arm variant_b changes: boost_low 0.9, share 0.1500: harder'), (%1$L, 'arm placebo starts: none 0, share 0.0500: does an arm by itself matter?'),
        (%1$L, 'arm placebo changes: flatten 0.3, share 0.0500: now it does')$$, session_user), 'each is logged with who and why');
select is(e.detail -> 'old' ->> 'share', '0.2500', 'with the share it had') from bandit_internal.stg_events as e where e.account_id = :account_id and e.message ~ '^arm variant_a';
select is(e.detail -> 'new' ->> 'share', '0.3000', 'and the one it got') from bandit_internal.stg_events as e where e.account_id = :account_id and e.message ~ '^arm variant_a';

select count(*) from bandit.end_arm('variant_c', 'enough'), bandit.set_arm('variant_c', 0.2, 'boost_low', p_reason => 'once more', p_now => '2026-11-24') \gset
select results_eq($$select a.share, a.transform, a.started_on, a.ended_at from arm as a where a.arm = 'variant_c'$$, $$values (0.2, 'boost_low', date '2026-11-24', null::timestamptz)$$, 'an ended arm can begin again');
select lives_ok('set constraints all immediate', 'all of it can be committed');

select * from finish();
rollback;
