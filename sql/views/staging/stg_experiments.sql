-- stg_experiments: experiments.

create or replace view bandit_internal.stg_experiments as
select
    account_id,
    experiment_name,
    arm as experiment_arm,
    hypothesis,
    transform,
    strength,
    policy,
    weights,
    started_at,
    planned_end_at,
    ended_at,
    verdict,
    verdict_reason,
    figures,
    objective
from bandit.experiments;

comment on view bandit_internal.stg_experiments is 'Experiments of all accounts, running and ended.';

grant select on bandit_internal.stg_experiments to bandit_operator, bandit_reader;
