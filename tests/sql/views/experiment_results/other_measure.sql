-- tests/sql/views/experiment_results/other_measure.sql: on a platform without impressions, arms are compared by the followers at the time of each post.
begin;
select plan(4);

set local bandit.account = 'lab';
set local bandit.fake_now = '2026-11-23 12:00+00';
select bandit.create_account('lab', 'bluesky', p_now => '2026-11-01') as account_id \gset
\ir ../../fixtures/arms.psql

-- 150 posts a side, with 500 followers at the time: 150 followers for the arm, 75 for control.
with decided as (
    insert into bandit.content_metadata (account_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id, followers_at_post)
    select :account_id, 'coach', arm, 0.1, 0, 'posted', at, at, gen_random_uuid()::text, 500
    from unnest(array['control', 'variant_a']) as arm
    cross join generate_series(timestamptz '2026-11-10', '2026-11-10 14:54', '6 minutes') as at
    returning account_id, decision_id, experiment_arm, posted_at
)
insert into bandit.outcomes (account_id, decision_id, likes, followers_gained, followers_source, followers_known_at, source, collected_at, known_at)
select account_id, decision_id, 1, case experiment_arm when 'control' then 0.5 else 1 end, 'attributed', posted_at + interval '1 day', 'test', posted_at + interval '1 hour', posted_at + interval '1 hour'
from decided;

select results_eq(
    $$select r.experiment_arm, r.total_posts, r.exposure, r.f_per_1k, r.lift, r.exposure_measure from bandit.experiment_results as r where r.account = 'lab' and r.total_posts > 0$$,
    $$values ('control', 150::bigint, 75000::numeric, 1.00, null::numeric, 'followers_at_post'), ('variant_a', 150, 75000, 2.00, 1.000, 'followers_at_post')$$,
    'both sides have figures, and the arm its lift'
);
select cmp_ok(r.probability_better, '>', 0.99, 'and how sure that is') from bandit.experiment_results as r where r.account = 'lab' and r.experiment_arm = 'variant_a';
select is(h.value, '0', 'the check of change points has data') from bandit_internal.health_change_points(:account_id, '2026-11-23 12:00+00') as h;
select is(array_agg(distinct m.f_per_1k order by m.f_per_1k), array[1.0000, 2.0000], 'and each post its F/1K') from bandit.post_metrics as m where m.account_id = :account_id;

select * from finish();
rollback;
