-- recent_runs: optimisation runs, newest first.

create or replace view bandit.recent_runs as
select
    r.account_id,
    a.handle as account,
    r.run_at,
    case when r.undone_at is null then r.status else 'undone' end as status,
    r.reason,
    r.posts_analyzed,
    r.generators_updated,
    r.top_performer,
    r.bottom_performer,
    r.policy,
    r.lookback,
    r.changes,
    r.error_code,
    r.decided_at,
    r.decided_by,
    r.decision_reason,
    r.run_id,
    r.undone_at,
    r.undone_by
from bandit_internal.stg_runs as r
join bandit_internal.stg_accounts as a using (account_id)
order by r.run_at desc, r.run_id desc;

comment on view bandit.recent_runs is 'Optimisation runs of all accounts, newest first. status undone: it was applied, and undone at undone_at. Add a limit.';

grant select on bandit.recent_runs to bandit_operator, bandit_reader;
