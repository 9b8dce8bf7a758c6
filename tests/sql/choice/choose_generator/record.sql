-- tests/sql/choice/choose_generator/record.sql: what a decision keeps of its circumstances.
begin;
select plan(18);

set local bandit.account = 'record';
select bandit.create_account('record', p_now => '2025-01-01') as account_id \gset

select decision_id, generator_name, experiment_arm, weight, propensity
from bandit.choose_generator(p_context => '{"topic": "sleep", "format": "thread", "hour": 7}', p_arm => 'control', p_u => 0.3, p_now => '2025-03-01 12:00+02') \gset
select is(:'generator_name'::text, 'humanVoice', '0.24 <= 0.3 < 0.39');
select is(:'experiment_arm'::text, 'control', 'without an experiment the arm is control');
select is(array[:weight, :propensity], array[0.15, 0.15], 'in the control arm the propensity is the weight');

select unnest(array[
    is(m.context, '{"topic": "sleep", "format": "thread", "hour": 7}', 'the context is kept whole'),
    is(array[m.topic, m.format], array['sleep', 'thread'], 'topic and format also in columns'),
    is(m.u, 0.3::double precision, 'the draw is kept'),
    is(m.created_at, '2025-03-01 10:00+00', 'the time is the one given'),
    is(array[m.status, m.source, m.experiment_arm], array['planned', 'choice', 'control'], 'a choice is planned, in its arm'),
    is(m.posted_at::text || m.tweet_id || m.content, null, 'and has no post yet'),
    is(m.policy || m.run_id::text, null, 'weights of the start have no policy and no run')
])
from bandit.content_metadata as m
where m.account_id = :account_id and m.decision_id = :'decision_id';

insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status)
values (:account_id, '2025-02-01', 'blueprint', '7 days', 'success')
returning run_id \gset
select is(bandit_internal.set_weights(:account_id, array[row('coach', 0.03, 'x', null), row('humanVoice', 0.20, 'x', null)]::bandit_internal.new_weight[], 'blueprint', :run_id, '2025-02-01')::text, '', 'a run moves two weights');
select decision_id as moved, propensity from bandit.choose_generator(p_arm => 'control', p_u => 0.3) \gset
select decision_id as unmoved from bandit.choose_generator(p_arm => 'control', p_u => 0.18) \gset
select is(:propensity, 0.20, 'a moved weight reaches the choice');
select is(m.run_id::text || m.policy, :'run_id' || 'blueprint', 'the decision names the run that moved it, and its policy') from bandit.content_metadata as m where m.decision_id = :'moved';
select is(m.run_id, null, 'a weight that no run moved names none') from bandit.content_metadata as m where m.decision_id = :'unmoved';

set local bandit.fake_now = '2025-04-01 00:00+00';
select decision_id as later from bandit.choose_generator() \gset
select unnest(array[
    is(m.created_at, '2025-04-01 00:00+00', 'without a time it is the clock''s'),
    is(m.context, null, 'without a context it is unknown')
])
from bandit.content_metadata as m
where m.decision_id = :'later';

select is(sum(g.times_selected), 0::numeric, 'a choice writes no generator''s row: it never waits for a run') from bandit.generator_weights as g where g.account_id = :account_id;
select is(array_agg(g.last_used) filter (where g.last_used is not null), null, 'nor its last use') from bandit.generator_weights as g where g.account_id = :account_id;

select * from finish();
rollback;
