-- tests/sql/experiments/start_experiment/starts.sql: an experiment starts, and its arm is drawn.
begin;
select plan(14);

set local bandit.account = 'lab';
set local bandit.fake_now = '2026-11-23 12:00+00';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset

select results_eq(
    $$select * from bandit.start_experiment('more exploration', 'weak personas deserve a chance', 0.25, 'variant_a', p_actor => 'alice')$$,
    $$values ('more exploration', 'variant_a', 0.2500, 'flatten', 0.3, null::text, timestamptz '2026-11-23 12:00+00', timestamptz '2026-12-21 12:00+00')$$, 'an arm of the blueprint, for 28 days'
);
select is(format('%s %s', c.experiment_arm, c.propensity), 'variant_a 0.0600', 'it is drawn at once: 0.7 x 0.05 + 0.3 / 12') from bandit.choose_generator(p_u => 0.999) as c;
select is(e.share, 0.7500, 'control makes room') from bandit.experiment_arms as e where e.account_id = :account_id and e.arm = 'control';
select is(format('%s: %s', e.actor, e.message), 'alice: experiment more exploration starts: arm variant_a, flatten 0.3, share 0.2500: weak personas deserve a chance', 'it is logged') from bandit_internal.stg_events as e where e.account_id = :account_id and e.kind = 'experiment';
select is(count(*), 0::bigint, 'propensities fit') from bandit.generator_propensities as p where p.account_id = :account_id and p.basis <> bandit_internal.propensity_basis(:account_id);

select results_eq(
    $$select s.arm, s.transform, s.strength, s.planned_end_at::date from bandit.start_experiment('Much bolder!', 'x', 0.1, p_transform => 'boost_low', p_strength => 0.9, p_duration => '7 days') as s$$,
    $$values ('much_bolder', 'boost_low', 0.9, date '2026-11-30')$$, 'the arm is made from the name'
);

select results_eq(
    $$select s.arm, s.transform, s.strength from bandit.start_experiment('two personas', 'x', 0.2, p_weights => '{"Data Nerd": 0.7, "coach": 0.3}') as s$$,
    $$values ('two_personas', 'weights', 0.0)$$, 'fixed weights'
);
-- ten generators at the floor of 0.02 leave 0.8
select is(array_agg(p.propensity order by p.propensity desc), '{0.56,0.24,0.02,0.02,0.02,0.02,0.02,0.02,0.02,0.02,0.02,0.02}', 'the others are at the floor') from bandit.generator_propensities as p where p.account_id = :account_id and p.arm = 'two_personas';
select count(*) from bandit.override_generator('coach', 'pin', 0.5, 'x') \gset
select is(p.propensity, 0.5000, 'a pin holds in every arm') from bandit.generator_propensities as p where p.account_id = :account_id and p.arm = 'two_personas' and p.generator_name = 'coach';
select is(sum(p.propensity), 1.0000, 'and the sum is 1') from bandit.generator_propensities as p where p.account_id = :account_id and p.arm = 'two_personas';

select count(*) from bandit.set_arm('two_personas', 0.3, p_reason => 'x', p_now => '2026-11-25') \gset
select is(array_agg(concat_ws(' ', p.share, p.control_share, p.started_at::date, p.ended_at::date) order by p.started_at), '{"0.2000 0.4500 2026-11-23 2026-11-25","0.3000 0.3500 2026-11-25"}', 'another share, another period') from bandit.experiment_periods as p where p.account_id = :account_id and p.experiment_name = 'two personas';
select is(count(*), 2::bigint, 'for every experiment, since control has another share') from bandit.experiment_periods as p where p.account_id = :account_id and p.experiment_name = 'more exploration';
select count(*) from bandit.set_arm('two_personas', 0.25, p_reason => 'x', p_now => '2026-11-25') \gset
select is(array_agg(p.share order by p.started_at), '{0.2,0.25}', 'at the same time no empty period is left') from bandit.experiment_periods as p where p.account_id = :account_id and p.experiment_name = 'two personas';
select lives_ok('set constraints all immediate', 'all of it can be committed');

select * from finish();
rollback;
