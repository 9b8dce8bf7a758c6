-- stg_experiment_periods: the periods of experiments.

create or replace view bandit_internal.stg_experiment_periods as
select
    account_id,
    experiment_name,
    started_at,
    ended_at,
    share,
    control_share
from bandit.experiment_periods;

comment on view bandit_internal.stg_experiment_periods is 'Periods of constant shares of the experiments of all accounts; shares are probabilities, 0 to 1.';

grant select on bandit_internal.stg_experiment_periods to bandit_operator, bandit_reader;
