-- stg_runs: optimisation runs.

create or replace view bandit_internal.stg_runs as
select
    account_id,
    run_id,
    run_at,
    policy,
    lookback,
    status,
    reason,
    posts_analyzed,
    generators_updated,
    top_performer,
    bottom_performer,
    changes,
    weights,
    reasons,
    error_code,
    decided_at,
    decided_by,
    decision_reason,
    undone_at,
    undone_by
from bandit.optimization_runs;

comment on view bandit_internal.stg_runs is 'Optimisation runs of all accounts, one row each.';

grant select on bandit_internal.stg_runs to bandit_operator, bandit_reader;
