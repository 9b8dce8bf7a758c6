-- stg_experiment_arms: experiment arms.

create or replace view bandit_internal.stg_experiment_arms as
select
    account_id,
    arm as experiment_arm,
    share,
    transform,
    strength,
    started_at,
    ended_at,
    policy,
    weights
from bandit.experiment_arms;

comment on view bandit_internal.stg_experiment_arms is 'Experiment arms of all accounts, including ended ones; shares are probabilities, 0 to 1.';

grant select on bandit_internal.stg_experiment_arms to bandit_operator, bandit_reader;
