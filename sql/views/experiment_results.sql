-- experiment_results: every experiment arm compared with control.

create or replace view bandit.experiment_results as
select
    a.account_id,
    a.handle as account,
    t.arm as experiment_arm,
    t.share,
    t.transform,
    t.strength,
    t.posted,
    t.total_posts,
    t.exposure,
    t.followers,
    round(bandit.follower_efficiency(t.followers, t.exposure), 2) as f_per_1k,
    round(bandit.follower_efficiency(t.control_followers, t.control_exposure), 2) as control_f_per_1k,
    round(l.lift, 3) as lift,
    round(l.lift_low, 3) as lift_low,
    round(l.lift_high, 3) as lift_high,
    bandit.interval_strip(
        case when l.lift_low > 1 then 1 else l.lift_low end, case when l.lift > 1 then 1 else l.lift end, l.lift_high, -1, 1, 21
    ) as interval,
    round(l.probability_better, 3) as probability_better,
    bandit_internal.exposure_measure(a.platform) as exposure_measure,
    t.started_at,
    t.ended_at
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.arm_totals(a.account_id, bandit.clock()) as t
left join lateral bandit_internal.rate_lift(t.followers, t.exposure, t.control_followers, t.control_exposure, t.dispersion) as l on true
order by a.handle collate "C", t.arm <> 'control', t.ended_at nulls first, t.arm collate "C";

comment on view bandit.experiment_results is
    'Every experiment arm compared with control over the time it ran: posts (posted), measured posts (total_posts), exposure in the exposure_measure (impressions or followers_at_post) and followers over measured posts, F/1K (followers per 1000 of exposure), lift over control (0.1: ten percent more) with its 95 % interval, drawn from -1 to +1 or more, and the probability (0 to 1) that the arm is better. NULL: not known, or fewer than 20 measured posts a side.';

grant select on bandit.experiment_results to bandit_operator, bandit_reader;
