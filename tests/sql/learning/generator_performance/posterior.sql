-- tests/sql/learning/generator_performance/posterior.sql: the totals of the window beside what is known of the rate.
begin;
select plan(5);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.5, "b": 0.3, "c": 0.2}') \gset
update bandit.generator_weights set status = 'disabled' where account_id = :account_id and generator_name = 'c';
select pg_temp.posts('a', 20, 1000, 4), pg_temp.posts('b', 20, 1000, 2), pg_temp.posts('a', 20, 1000, 1, '2026-11-03 12:00+00') \gset

select results_eq('select generator_name, posted, total_posts, avg_likes, avg_views, avg_followers, total_impressions, total_followers, f_per_1k, tier, total_exposure, exposure_measure, value from bandit.generator_performance()',
    'select generator_name, posted, total_posts, avg_likes, avg_views, avg_followers, total_impressions, total_followers, f_per_1k, tier, total_exposure, exposure_measure, value from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, bandit.clock())', 'what the window holds, in its order');
select results_eq('select generator_name, posterior_mean, credible_low, credible_high, best_probability, expected_loss from bandit.generator_performance() order by 1',
    'select generator_name, posterior_mean, credible_low, credible_high, best_probability, expected_loss from bandit.generator_evidence() order by 1', 'what is known of the rate');
select is(array_agg(p.best_probability is null order by p.generator_name), array[false, false, true], 'a disabled one is not in the running') from bandit.generator_performance() as p;
select results_eq('select generator_name, posterior_mean from bandit.generator_performance(p_lookback => ''1 hour'', p_now => ''2026-11-04 12:00+00'') order by 1',
    'select generator_name, posterior_mean from bandit.generator_evidence(p_now => ''2026-11-04 12:00+00'') order by 1', 'at the same time');
select throws_ok($$select bandit.generator_performance(p_lookback => '0')$$, 'WT004', null, 'no time is no lookback');

select * from finish();
rollback;
