-- tests/sql/experiments/start_experiment/refused.sql: experiments that cannot be, and nothing changed.
begin;
select plan(19);

set local bandit.account = 'lab';
select bandit.create_account('lab') as account_id \gset
select count(*) from bandit.start_experiment('first', 'x', 0.1, 'variant_a') \gset

select throws_ok(format('select * from bandit.start_experiment(%s)', c.arguments), c.code, c.message, c.message)
from (values
    ($$null, 'x', 0.1$$, 'WT004', 'null is not a name of an experiment'),
    ($$'  ', 'x', 0.1$$, 'WT004', ''''' is not a name of an experiment'),
    ($$repeat('n', 64), 'x', 0.1, 'variant_b'$$, 'WT004', '''' || repeat('n', 64) || ''' is not a name of an experiment'),
    ($$'second', ' ', 0.1, 'variant_b'$$, 'WT004', 'a hypothesis is required'),
    ($$'second', 'x', null, 'variant_b'$$, 'WT004', 'null is not a share'),
    ($$'second', 'x', 0.9, 'variant_b'$$, 'WT015', 'the arms leave no share for control'),
    ($$'second', 'x', 0.1, 'control'$$, 'WT004', 'no arm can have the name ''control'''),
    ($$'第二', 'x', 0.1, p_transform => 'flatten'$$, 'WT004', 'no arm can have the name '''''),
    ($$'second', 'x', 0.1$$, 'WT004', 'null is not a transform'),
    ($$'second', 'x', 0.1, p_transform => 'policy'$$, 'WT004', '''policy'' is not a transform'),
    ($$'second', 'x', 0.1, p_policy => 'greedy'$$, 'WT004', 'no arm can follow the policy ''greedy'''),
    ($$'second', 'x', 0.1, p_policy => 'blueprint', p_transform => 'flatten'$$, 'WT004', 'an arm has a transform, fixed weights or a policy, not several'),
    ($$'second', 'x', 0.1, p_weights => '{"coach": 2}'$$, 'WT004', 'p_weights is not a valid set of weights'),
    ($$'second', 'x', 0.1, p_weights => '{"nobody": 1}'$$, 'WT002', 'there is no generator ''nobody'''),
    ($$'second', 'x', 0.1, 'variant_b', p_duration => '0'$$, 'WT004', '00:00:00 is not a duration'),
    ($$'first', 'x', 0.1, 'variant_b'$$, 'WT007', 'the experiment ''first'' is running already'),
    ($$'second', 'x', 0.1, 'variant_a'$$, 'WT007', 'the experiment ''first'' is running already')
) as c (arguments, code, message);
select count(*) from bandit.end_arm('first', 'x') \gset
select throws_ok($$select * from bandit.start_experiment('first', 'x', 0.1, 'variant_a')$$, 'WT007', 'there was an experiment ''first'' already', 'a name is used once');
select is(count(*), 1::bigint, 'none of them started') from bandit.experiments as x where x.account_id = :account_id;

select * from finish();
rollback;
