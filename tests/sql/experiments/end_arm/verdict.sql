-- tests/sql/experiments/end_arm/verdict.sql: the verdict is written at the end, and kept.
begin;
select plan(9);

set local bandit.account = 'lab';
set local bandit.fake_now = '2026-11-10';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset
create function pg_temp.post(p_arm text, p_followers numeric) returns void language sql as $$
    with decided as (
        insert into bandit.content_metadata (account_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id)
        select bandit.account_id('lab'), 'coach', p_arm, 0.1, 0, 'posted', at, at, gen_random_uuid()::text from generate_series(timestamptz '2026-11-02', '2026-11-02 23:00', '1 hour') as at
        returning account_id, decision_id, posted_at
    )
    insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
    select account_id, decision_id, 1000, p_followers, 'reported', 'test', posted_at, posted_at from decided
$$;
create temp view experiment as select x.* from bandit.experiments as x where x.account_id = :account_id;

select count(*) from bandit.start_experiment('good', 'x', 0.1, p_transform => 'flatten', p_now => '2026-11-01') as a, bandit.start_experiment('bad', 'x', 0.1, p_transform => 'flatten', p_now => '2026-11-01') as b, bandit.start_experiment('equal', 'x', 0.1, p_transform => 'flatten', p_now => '2026-11-01') as c, bandit.start_experiment('sold', 'x', 0.1, p_transform => 'flatten', p_now => '2026-11-01') as d \gset
select pg_temp.post('control', 2), pg_temp.post('good', 4), pg_temp.post('bad', 1), pg_temp.post('equal', 2), pg_temp.post('sold', 2) \g /dev/null
select is(string_agg(split_part(r.advice, ':', 1), ', ' order by r.experiment), 'stop, keep going, ship, keep going', 'the advice on bad, equal, good and sold') from bandit.experiment_results as r where r.account = 'lab' and r.experiment is not null;
select count(*) from bandit.end_arm('good', 'done', p_now => '2026-11-10') as a, bandit.end_arm('bad', 'done', p_now => '2026-11-10') as b, bandit.end_arm('equal', 'no time', p_now => '2026-11-10') as c, bandit.end_arm('sold', 'for other reasons', p_verdict => 'ship', p_now => '2026-11-10') as d \gset
select is(string_agg(concat_ws(' ', e.experiment_name, e.verdict, e.verdict_reason), ', ' order by e.experiment_name), 'bad stop done, equal undecided no time, good ship done, sold ship for other reasons', 'the verdict is the advice, or what was decided') from experiment as e;
select is(array[(e.figures ->> 'total_posts')::numeric, round((e.figures ->> 'lift')::numeric, 6)], array[24, 1.0], 'the figures at the end are kept') from experiment as e where e.experiment_name = 'good';
select is(string_agg(distinct e.ended_at::date::text, ''), '2026-11-10', 'with the end') from experiment as e;
select is(r.verdict || ' ' || r.lift, 'ship 1.000', 'and the results still show it') from bandit.experiment_results as r where r.account = 'lab' and r.experiment = 'good';
select throws_ok($$select * from bandit.end_arm('good', 'again')$$, 'WT011', 'there is no experiment arm ''good''', 'it ends once');
select throws_ok($$select * from bandit.end_arm('good', 'again', p_verdict => 'perhaps')$$, 'WT004', '''perhaps'' is not a verdict', 'a verdict is one of three');

-- Another definition is another experiment.
select count(*) from bandit.set_arm('variant_a', 0.2, p_reason => 'x', p_now => '2026-11-11') as a, bandit.set_arm('variant_a', p_strength => 0.9, p_reason => 'x', p_now => '2026-11-12') as b \gset
select is(string_agg(concat_ws(' ', e.experiment_name, e.strength, e.verdict, e.verdict_reason), ', ' order by e.started_at), 'variant_a 0.3 undecided the definition of the arm changed, variant_a 2 0.9', 'the one before ends') from experiment as e where e.arm = 'variant_a';
select lives_ok('set constraints all immediate', 'all of it can be committed');

select * from finish();
rollback;
