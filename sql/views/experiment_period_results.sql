-- experiment_period_results: every period of every experiment, compared with control.

create or replace view bandit.experiment_period_results as
select
    a.account_id,
    a.handle as account,
    p.*
from bandit_internal.stg_accounts as a
cross join lateral bandit.list_experiment_periods(bandit.clock(), a.account_id) as p
order by a.handle collate "C", p.experiment collate "C", p.started_at;

comment on view bandit.experiment_period_results is
    'Every period of every experiment in which no share changed: shares (0 to 1), posts (posted), measured posts (total_posts), exposure and followers over measured posts, F/1K (followers per 1000 of exposure) of the arm and of control, value and control_value in the objective (F/1K for followers), lift of the value over control (0.1: ten percent more) with its 95 % interval, and the probability (0 to 1) that the arm is better. NULL: not known, or fewer than 20 measured posts a side.';

grant select on bandit.experiment_period_results to bandit_operator, bandit_reader;
