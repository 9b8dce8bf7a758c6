-- tests/sql/views/experiment_results/by_hand.sql: figures of the arms, worked out by hand.
begin;
select plan(20);

set local bandit.account = 'lab';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset
\ir ../../fixtures/arms.psql

create function pg_temp.post(p_arm text, p_impressions bigint, p_followers numeric, p_posted_at timestamptz default '2026-11-10', p_count integer default 10, p_chosen_at timestamptz default null) returns void language sql as $$
    with decided as (
        insert into bandit.content_metadata (account_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id)
        select bandit.account_id('lab'), 'coach', p_arm, 0.1, 0, 'posted', coalesce(p_chosen_at, p_posted_at), p_posted_at, gen_random_uuid()::text from generate_series(1, p_count)
        returning account_id, decision_id
    )
    insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
    select account_id, decision_id, p_impressions, p_followers, case when p_followers is not null then 'reported' end, 'test', p_posted_at, p_posted_at from decided
$$;
create temp view result as select r.* from bandit.experiment_results as r where r.account = 'lab';
create temp view totals as select t.*, round(t.squares / (t.followers + t.control_followers) * (t.rated + t.control_rated) / (t.rated + t.control_rated - 2), 9) as dispersion from bandit_internal.period_totals(:account_id, '2026-11-24', true) as t;

select is(string_agg(r.experiment_arm || ' ' || r.total_posts, ', '), 'control 0, variant_a 0, variant_b 0', 'without posts all arms are there, control first') from result as r;
select is(count(r.f_per_1k) + count(r.lift) + count(r.probability_better), 0::bigint, 'and nothing is known') from result as r;

-- control: 60 of 20000, variant_a: 60 of 10000, ten posts of each kind.
select pg_temp.post('control', 1000, 2), pg_temp.post('control', 1000, 4), pg_temp.post('variant_a', 500, 0), pg_temp.post('variant_a', 500, 6) \g /dev/null
select is(array[r.total_posts, r.exposure, r.followers, r.f_per_1k, r.control_f_per_1k, r.lift], array[20, 10000, 60, 6.00, 3.00, 1.000], 'twice control') from result as r where r.experiment_arm = 'variant_a';
-- residuals: control 10 x ((2 - 3)^2 + (4 - 3)^2) = 20, variant_a 10 x ((0 - 3)^2 + (6 - 3)^2) = 180; of 120 followers, 40 posts and 2 rates
select is(t.dispersion, round(100 / 57.0, 9), 'dispersion: 200 / 120 x 40 / (40 - 2)') from totals as t where t.arm = 'variant_a';
select is(array[r.lift_low, r.lift_high, r.probability_better], array[round(l.lift_low, 3), round(l.lift_high, 3), round(l.probability_better, 3)], 'interval and probability are those of the rates')
from result as r, bandit_internal.rate_lift(60, 10000, 60, 20000, 100 / 57.0) as l
where r.experiment_arm = 'variant_a';
select matches(r.interval, '●', 'drawn with its estimate') from result as r where r.experiment_arm = 'variant_a';
select is(array[r.total_posts, r.followers, r.f_per_1k], array[20, 60, 3.00], 'control has its own figures') from result as r where r.experiment_arm = 'control';
select is(num_nonnulls(r.lift, r.lift_low, r.probability_better, r.control_f_per_1k, nullif(trim(r.interval), '')), 0, 'and no lift over itself') from result as r where r.experiment_arm = 'control';

select pg_temp.post('variant_a', 700, null, p_count => 1), pg_temp.post('variant_a', 0, 0, p_count => 1), pg_temp.post('variant_a', null, 3, p_count => 1) \g /dev/null
select is(array[r.posted, r.total_posts, r.exposure, r.followers, r.f_per_1k], array[23, 21, 10000, 60, 6.00], 'not measured is left out, but was posted') from result as r where r.experiment_arm = 'variant_a';
select pg_temp.post('control', 9000, 0, '2026-11-02', p_chosen_at => '2026-10-31') \g /dev/null
select is(r.control_f_per_1k, 3.00, 'posts chosen before the arm are not its control, whenever they went out') from result as r where r.experiment_arm = 'variant_a';

select count(*) from bandit.set_arm('variant_c', 0.1, 'flatten', p_reason => 'x', p_now => '2026-11-15') \gset
select pg_temp.post('control', 1000, 0, '2026-11-16'), pg_temp.post('variant_c', 1000, 2, '2026-11-17') \g /dev/null
select is(array[r.f_per_1k, r.control_f_per_1k], array[2.00, 0.00], 'an arm is compared over its own time') from result as r where r.experiment_arm = 'variant_c';
select is(r.probability_better, null, 'of ten posts a side nobody can tell how sure it is') from result as r where r.experiment_arm = 'variant_c';
select pg_temp.post('control', 1000, 0, '2026-11-16'), pg_temp.post('variant_c', 1000, 2, '2026-11-17') \g /dev/null
select is(r.lift, null, 'over nothing there is no lift') from result as r where r.experiment_arm = 'variant_c';
select cmp_ok(r.probability_better, '>', 0.9, 'but a probability to be better') from result as r where r.experiment_arm = 'variant_c';
select count(*) from bandit.end_arm('variant_c', 'x', p_now => '2026-11-18') \gset
select pg_temp.post('control', 1000, 100, '2026-11-19'), pg_temp.post('variant_c', 1000, 100, '2026-11-19') \g /dev/null
select is(array[r.total_posts, r.f_per_1k, r.control_f_per_1k], array[20, 2.00, 0.00], 'which ends with it') from result as r where r.experiment_arm = 'variant_c';
select is(array_agg(r.experiment_arm), array['control', 'variant_a', 'variant_b', 'variant_c'], 'ended arms come last') from result as r;
select is(array[t.total_posts, t.total_followers], array[111, 2160.0], 'learning uses the data of all arms') from bandit.generator_performance(p_account_id => :account_id, p_lookback => '30 days', p_now => '2026-11-20') as t where t.generator_name = 'coach';

-- Both arms do alike, in a bad week and in a good one, but the arm has most of its posts in the good one. By sums it has 5.00 over 3.00.
select count(*) from bandit.end_arm('variant_a', 'x', p_now => '2026-11-20') as e, bandit.start_experiment('again', 'it is better', 0.1, 'variant_a', p_now => '2026-11-20') as s \gset
select pg_temp.post('control', 1000, 2, '2026-11-21', 90), pg_temp.post('variant_a', 1000, 2, '2026-11-21', 30) \g /dev/null
select count(*) from bandit.set_arm('variant_a', 0.7, p_reason => 'x', p_now => '2026-11-22') \gset
select pg_temp.post('control', 1000, 6, '2026-11-23', 30), pg_temp.post('variant_a', 1000, 6, '2026-11-23', 90) \g /dev/null
select is(array[r.followers * 1000 / r.exposure, r.f_per_1k, r.control_f_per_1k, r.lift], array[5, 4.00, 4.00, 0.000], 'a change of shares makes no difference of none') from result as r where r.experiment = 'again';
select is(array_agg(array[p.share, p.control_share, p.total_posts, p.lift] order by p.started_at), array[array[0.1, 0.75, 30, 0.000], array[0.7, 0.15, 90, 0.000]], 'both periods stay on record') from bandit.experiment_period_results as p where p.account = 'lab' and p.experiment = 'again';
select is(array[r.total_posts, r.lift], array[21, 1.000], 'and so does the experiment that the arm had before') from result as r where r.experiment = 'variant_a';

select * from finish();
rollback;
