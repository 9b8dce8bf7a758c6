-- experiment_period_results: every period of every experiment, compared with control.

create or replace view bandit.experiment_period_results as
select
    a.account_id,
    a.handle as account,
    t.experiment_name as experiment,
    t.arm as experiment_arm,
    t.started_at,
    t.ended_at,
    t.share,
    t.control_share,
    c.posted,
    c.total_posts,
    c.exposure,
    c.followers,
    round(c.rate * 1000, 2) as f_per_1k,
    round(c.control_rate * 1000, 2) as control_f_per_1k,
    round(c.lift, 3) as lift,
    round(c.lift_low, 3) as lift_low,
    round(c.lift_high, 3) as lift_high,
    round(c.probability_better, 3) as probability_better,
    bandit_internal.describe_objective(c.objective) as objective,
    round(c.value, 2) as value,
    round(c.control_value, 2) as control_value
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.period_totals(a.account_id, bandit.clock(), true) as t
cross join lateral bandit_internal.compare_arm(array[t]) as c
where t.experiment_name is not null
order by a.handle collate "C", t.experiment_name collate "C", t.started_at;

comment on view bandit.experiment_period_results is
    'Every period of every experiment in which no share changed: shares (0 to 1), posts (posted), measured posts (total_posts), exposure and followers over measured posts, F/1K (followers per 1000 of exposure) of the arm and of control, value and control_value in the objective (F/1K for followers), lift of the value over control (0.1: ten percent more) with its 95 % interval, and the probability (0 to 1) that the arm is better. NULL: not known, or fewer than 20 measured posts a side.';

grant select on bandit.experiment_period_results to bandit_operator, bandit_reader;
