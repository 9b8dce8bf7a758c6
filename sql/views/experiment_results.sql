-- experiment_results: every experiment, running or ended, compared with control.

create or replace view bandit.experiment_results as
select
    a.account_id,
    a.handle as account,
    e.*
from bandit_internal.stg_accounts as a
cross join lateral bandit.list_experiments(bandit.clock(), a.account_id) as e
order by a.handle collate "C" asc, e.experiment_arm <> 'control' asc, e.ended_at desc nulls first, e.started_at asc, e.experiment_arm collate "C" asc;

comment on view bandit.experiment_results is
    'Every experiment compared with control over the time it ran: posts (posted), measured posts (total_posts), exposure in the exposure_measure (impressions or followers_at_post) and followers over measured posts, F/1K (followers per 1000 of exposure) of both sides standardised over the periods, value and control_value in the objective (what the account maximises; F/1K for followers), lift of the value over control (0.1: ten percent more) with its 95 % interval, drawn from -1 to +1 or more, the probability (0 to 1) that the arm is better, the posts of the arm that are missing for a lift of 20 %, and the advice; of ended ones the verdict and the objective of then; missed_guardrails of running ones (NULL: none). Control, and arms without an experiment (experiment NULL), are listed with their posts. NULL: not known, or fewer than 20 measured posts a side.';

grant select on bandit.experiment_results to bandit_operator, bandit_reader;
