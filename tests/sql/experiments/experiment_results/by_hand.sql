-- tests/sql/experiments/experiment_results/by_hand.sql: figures of the arms, worked out by hand.
begin;
select plan(16);

set local bandit.account = 'lab';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset

create function pg_temp.post(p_arm text, p_impressions bigint, p_followers numeric, p_posted_at timestamptz default '2026-11-10') returns void language sql as $$
    with decided as (
        insert into bandit.content_metadata (account_id, generator_name, experiment_arm, propensity, u, status, posted_at, tweet_id)
        values (bandit.account_id('lab'), 'coach', p_arm, 0.1, 0, 'posted', p_posted_at, gen_random_uuid()::text)
        returning account_id, decision_id
    )
    insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
    select account_id, decision_id, p_impressions, p_followers, case when p_followers is not null then 'reported' end, 'test', p_posted_at, p_posted_at from decided
$$;
create temp view result as select r.* from bandit.experiment_results as r where r.account = 'lab';
create temp view totals as select t.* from bandit.arm_totals(:account_id) as t;

select is(string_agg(r.experiment_arm || ' ' || r.posts, ', '), 'control 0, variant_a 0, variant_b 0', 'without posts all arms are there, control first') from result as r;
select is(count(r.f_per_1k) + count(r.lift) + count(r.probability_better), 0::bigint, 'and nothing is known') from result as r;

-- control: 6 of 2000, variant_a: 6 of 1000.
select pg_temp.post('control', 1000, 2), pg_temp.post('control', 1000, 4), pg_temp.post('variant_a', 500, 1), pg_temp.post('variant_a', 500, 5) \g /dev/null
select is(array[r.posts, r.impressions, r.followers, r.f_per_1k, r.control_f_per_1k, r.lift], array[2, 1000, 6, 6.00, 3.00, 1.000], 'twice control') from result as r where r.experiment_arm = 'variant_a';
-- residuals: control (2 - 3)^2 + (4 - 3)^2 = 2, variant_a (1 - 3)^2 + (5 - 3)^2 = 8; of 12 followers, 4 posts and 2 rates: 10 / 12 x 4 / 2
select is(round(t.dispersion, 9), round(5 / 3.0, 9), 'dispersion: 10 / 12 x 4 / (4 - 2)') from totals as t where t.experiment_arm = 'variant_a';
select is(array[r.lift_low, r.lift_high, r.probability_better], array[round(l.lift_low, 3), round(l.lift_high, 3), round(l.probability_better, 3)], 'interval and probability are those of the rates')
from result as r, bandit.rate_lift(6, 1000, 6, 2000, 5 / 3.0) as l
where r.experiment_arm = 'variant_a';
select matches(r.interval, '●', 'drawn with its estimate') from result as r where r.experiment_arm = 'variant_a';
select is(array[r.posts, r.followers, r.f_per_1k], array[2, 6, 3.00], 'control has its own figures') from result as r where r.experiment_arm = 'control';
select is(num_nonnulls(r.lift, r.lift_low, r.probability_better, r.control_f_per_1k), 0, 'and no lift over itself') from result as r where r.experiment_arm = 'control';

select pg_temp.post('variant_a', 700, null), pg_temp.post('variant_a', 0, 0), pg_temp.post('variant_a', null, 3) \g /dev/null
select is(array[r.posts, r.impressions, r.followers, r.f_per_1k], array[5, 1000, 6, 6.00], 'not measured is left out, but is a post') from result as r where r.experiment_arm = 'variant_a';
select pg_temp.post('control', 9000, 0, '2026-10-31') \g /dev/null
select is(r.control_f_per_1k, 3.00, 'posts of before the arm are not its control') from result as r where r.experiment_arm = 'variant_a';

select count(*) from bandit.set_arm('variant_c', 0.1, 'flatten', p_reason => 'x', p_now => '2026-11-15') \gset
select pg_temp.post('control', 1000, 0, '2026-11-16'), pg_temp.post('variant_c', 1000, 2, '2026-11-17') \g /dev/null
select is(array[r.f_per_1k, r.control_f_per_1k], array[2.00, 0.00], 'an arm is compared over its own time') from result as r where r.experiment_arm = 'variant_c';
select is(r.lift, null, 'over nothing there is no lift') from result as r where r.experiment_arm = 'variant_c';
select cmp_ok(r.probability_better, '>', 0.9, 'but a probability to be better') from result as r where r.experiment_arm = 'variant_c';
select count(*) from bandit.end_arm('variant_c', 'x', p_now => '2026-11-18') \gset
select pg_temp.post('control', 1000, 100, '2026-11-19'), pg_temp.post('variant_c', 1000, 100, '2026-11-19') \g /dev/null
select is(array[r.posts, r.f_per_1k, r.control_f_per_1k], array[1, 2.00, 0.00], 'which ends with it') from result as r where r.experiment_arm = 'variant_c';
select is(array_agg(r.experiment_arm), array['control', 'variant_a', 'variant_b', 'variant_c'], 'ended arms come last') from result as r;
select is(array[t.total_posts, t.total_followers], array[10, 214.0], 'learning uses the data of all arms') from bandit.generator_performance(:account_id, '30 days', '2026-11-20') as t where t.generator_name = 'coach';

select * from finish();
rollback;
