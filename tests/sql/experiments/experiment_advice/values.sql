-- tests/sql/experiments/experiment_advice/values.sql: when to ship, to stop and to keep going.
begin;
select plan(14);

select is(bandit_internal.experiment_advice(p, is_over), advice, format('P(better) %s %s: %s', p, case when is_over then 'after the planned end' else 'before it' end, advice))
from (values
    (null, false, 'keep going'), (0.049, false, 'stop'), (0.05, false, 'keep going'), (0.97, false, 'keep going'), (0.99, false, 'ship'),
    (null, true, 'stop'), (0.049, true, 'stop'), (0.5, true, 'stop'), (0.95, true, 'ship')
) as t (p, is_over, advice);

create function pg_temp.sentence(p_advice text, p_better numeric, p_lift numeric, p_missing bigint) returns text language sql as $$
    select bandit_internal.explain_advice(p_advice, jsonb_populate_record(
        null::bandit_internal.arm_comparison, jsonb_build_object('lift', p_lift, 'probability_better', p_better, 'missing_posts', p_missing)
    ))
$$;
select is(pg_temp.sentence('ship', 0.9934, 0.314, 0), 'ship: the arm is better with probability 0.993, lift 0.31', 'ship');
select is(pg_temp.sentence('stop', 0.0123, -0.314, 0), 'stop: the arm harms; it is better with probability 0.012 only, lift -0.31', 'stop');
select is(pg_temp.sentence('keep going', 0.6, 0.1, 120), 'keep going: 120 more posts of the arm are missing for a lift of 20 % to show', 'keep going');
select is(pg_temp.sentence('keep going', 0.6, 0.1, 0), 'keep going: a lift of 20 % would show by now; the difference is probably smaller', 'the difference is small');
select is(pg_temp.sentence(null, null, null, null), null, 'no experiment, no advice');

select * from finish();
rollback;
