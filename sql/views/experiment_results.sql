-- experiment_results: every experiment, running or ended, compared with control.

create or replace view bandit.experiment_results as
select
    a.account_id,
    a.handle as account,
    e.experiment,
    e.arm as experiment_arm,
    e.share,
    e.transform,
    e.strength,
    e.policy,
    c.posted,
    c.total_posts,
    c.exposure,
    c.followers,
    round(c.rate * 1000, 2) as f_per_1k,
    round(c.control_rate * 1000, 2) as control_f_per_1k,
    round(c.lift, 3) as lift,
    round(c.lift_low, 3) as lift_low,
    round(c.lift_high, 3) as lift_high,
    bandit.interval_strip(
        case when c.lift_low > 1 then 1 else c.lift_low end, case when c.lift > 1 then 1 else c.lift end, c.lift_high, -1, 1, 21
    ) as interval,
    round(c.probability_better, 3) as probability_better,
    c.missing_posts,
    bandit_internal.explain_advice(e.advice, c) as advice,
    bandit_internal.exposure_measure(a.platform) as exposure_measure,
    e.hypothesis,
    e.started_at,
    e.planned_end_at,
    e.ended_at,
    e.verdict,
    e.verdict_reason,
    bandit_internal.describe_objective(c.objective) as objective,
    round(c.value, 2) as value,
    round(c.control_value, 2) as control_value,
    c.missed_guardrails
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.experiment_list(a.account_id, bandit.clock(), true) as e
cross join lateral unnest(array[e.comparison]) as c
order by a.handle collate "C" asc, e.arm <> 'control' asc, e.ended_at desc nulls first, e.started_at asc, e.arm collate "C" asc;

comment on view bandit.experiment_results is
    'Every experiment compared with control over the time it ran: posts (posted), measured posts (total_posts), exposure in the exposure_measure (impressions or followers_at_post) and followers over measured posts, F/1K (followers per 1000 of exposure) of both sides standardised over the periods, value and control_value in the objective (what the account maximises; F/1K for followers), lift of the value over control (0.1: ten percent more) with its 95 % interval, drawn from -1 to +1 or more, the probability (0 to 1) that the arm is better, the posts of the arm that are missing for a lift of 20 %, and the advice; of ended ones the verdict and the objective of then; missed_guardrails of running ones (NULL: none). Control, and arms without an experiment (experiment NULL), are listed with their posts. NULL: not known, or fewer than 20 measured posts a side.';

grant select on bandit.experiment_results to bandit_operator, bandit_reader;
