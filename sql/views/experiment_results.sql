-- experiment_results: every experiment arm compared with control.

create or replace view bandit.experiment_results as
select
    c.account_id,
    c.handle as account,
    t.experiment_arm,
    a.share,
    a.transform,
    a.strength,
    t.posts,
    t.impressions,
    t.followers,
    round(1000 * t.followers / nullif(t.impressions, 0), 2) as f_per_1k,
    round(1000 * t.control_followers / nullif(t.control_impressions, 0), 2) as control_f_per_1k,
    round(l.lift, 3) as lift,
    round(l.lift_low, 3) as lift_low,
    round(l.lift_high, 3) as lift_high,
    bandit.interval_strip(
        case when l.lift_low > 1 then 1 else l.lift_low end, case when l.lift > 1 then 1 else l.lift end, l.lift_high, -1, 1, 21
    ) as interval,
    round(l.probability_better, 3) as probability_better,
    a.started_at,
    a.ended_at
from bandit_internal.stg_accounts as c
cross join lateral bandit_internal.arm_totals(c.account_id) as t
join bandit_internal.stg_experiment_arms as a
    on
        a.account_id = c.account_id
        and a.experiment_arm = t.experiment_arm
left join lateral bandit_internal.rate_lift(t.followers, t.impressions, t.control_followers, t.control_impressions, t.dispersion) as l on true
order by c.handle collate "C", a.experiment_arm <> 'control', a.ended_at nulls first, a.experiment_arm collate "C";

comment on view bandit.experiment_results is
    'Every experiment arm against control over the time it ran: posts, impressions, followers, F/1K (followers per 1000 impressions, over measured posts), lift over control (0.1: ten percent more) with its 95 % interval, drawn from -1 to +1 or more, and the probability (0 to 1) that it is better. NULL: not known, or under 20 measured posts a side.';

grant select on bandit.experiment_results to bandit_operator, bandit_reader;
