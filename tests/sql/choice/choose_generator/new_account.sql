-- tests/sql/choice/choose_generator/new_account.sql: a new account is all control. The other arms are chosen when they are named.
begin;
select plan(6);

set local bandit.account = 'new';
select bandit.create_account('new') as account_id \gset

select results_eq(
    $$select e.arm, e.share, e.transform, e.strength from bandit.experiment_arms as e where e.account_id = bandit.account_id('new') order by e.arm$$,
    $$values ('control', 1.0000, 'none', 0.0), ('variant_a', 0.0000, 'flatten', 0.3), ('variant_b', 0.0000, 'boost_low', 0.3)$$, 'the arms of the blueprint are there'
);
select is(count(*) filter (where c.experiment_arm = 'control'), 401::bigint, 'every draw is control''s') from generate_series(0, 400) as n cross join lateral bandit.choose_generator(p_u => least(n / 400.0, 0.9999999999999999)) as c;
select is(format('%s %s %s', c.experiment_arm, c.generator_name, c.propensity), 'variant_a coach 0.0810', 'an arm that is named is chosen') from bandit.choose_generator(p_arm => 'variant_a', p_u => 0) as c;
select is(format('%s %s %s', c.experiment_arm, c.generator_name, c.propensity), 'variant_b thoughtLeader 0.0683', 'to its last draw') from bandit.choose_generator(p_arm => 'variant_b', p_u => 0.9999999) as c;
select is(count(*), 0::bigint, 'no experiment runs') from bandit.experiments as x where x.account_id = :account_id;
select is(string_agg(concat_ws(' ', r.experiment_arm, r.share, r.advice), ', '), 'control 1.0000, variant_a 0.0000, variant_b 0.0000', 'the results list the arms') from bandit.experiment_results as r where r.account = 'new';

select * from finish();
rollback;
