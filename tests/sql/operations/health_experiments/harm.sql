-- tests/sql/operations/health_experiments/harm.sql: an experiment that harms raises an alert.
begin;
select plan(9);

set local bandit.account = 'lab';
set local bandit.fake_now = '2026-11-10';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset
create temp view said as select h.severity, h.value, h.sentence, h.remedy from bandit.health_checks() as h where h.name = 'experiments';
create function pg_temp.post(p_arm text, p_followers numeric) returns void language sql as $$
    with decided as (
        insert into bandit.content_metadata (account_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id)
        select bandit.account_id('lab'), 'coach', p_arm, 0.1, 0, 'posted', at, at, gen_random_uuid()::text from generate_series(timestamptz '2026-11-02', '2026-11-02 23:00', '1 hour') as at
        returning account_id, decision_id, posted_at
    )
    insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
    select account_id, decision_id, 1000, p_followers, 'reported', 'test', posted_at, posted_at from decided
$$;

select is(s.severity || ', ' || s.sentence, 'ok, no experiment is running', 'no experiment, no harm') from said as s;
select count(*) from bandit.start_experiment('it''s bold', 'x', 0.1, p_transform => 'flatten', p_now => '2026-11-01') \gset
select is(s.severity || ', ' || s.value, 'info, no data yet', 'without posts nothing is known') from said as s;
select pg_temp.post('control', 2), pg_temp.post('it_s_bold', 2) \g /dev/null
select is(s.severity || ', ' || s.sentence, 'ok, no running experiment harms', 'as good as control') from said as s;
update bandit.outcomes as o set followers_gained = 1 from bandit.content_metadata as c where o.account_id = :account_id and c.account_id = o.account_id and c.decision_id = o.decision_id and c.experiment_arm <> 'control';
select matches(s.severity || ', ' || s.sentence, '^warning, an arm gains fewer followers than control: ''it''''s bold'' is better with probability 0.00', 'worse than control') from said as s;
select is(s.remedy, 'pgbandit experiment end ''it''''s bold'' --reason ''it harms''', 'with what to run') from said as s;
select bandit.update_alerts() \g /dev/null
select is(a.check_name, 'experiments', 'an alert opens') from bandit.open_alerts as a where a.account = 'lab' and a.check_name = 'experiments';
select count(*) from bandit.end_arm('it''s bold', 'it harms') \gset
select bandit.update_alerts() \g /dev/null
select is(count(*), 0::bigint, 'which closes with the experiment') from bandit.open_alerts as a where a.account = 'lab' and a.check_name = 'experiments';
select count(*) from bandit.start_experiment('short', 'x', 0.1, p_transform => 'none', p_duration => '1 day', p_now => '2026-11-05') \gset
select is(s.severity || ', ' || s.sentence, 'info, the planned end has passed: ''short''', 'after its planned end') from said as s;
select is(s.value, 'no data yet', 'there is still nothing known') from said as s;

select * from finish();
rollback;
