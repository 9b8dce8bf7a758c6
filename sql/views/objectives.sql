-- objectives: what every account maximises.

create or replace view bandit.objectives as
select
    a.account_id,
    a.handle as account,
    s.objective,
    bandit_internal.describe_objective(s.objective) as description,
    o.is_own,
    o.metrics,
    o.weights
from bandit_internal.stg_accounts as a
join bandit_internal.stg_settings as s using (account_id)
cross join lateral bandit_internal.parse_objective(s.objective) as o
order by a.handle collate "C";

comment on view bandit.objectives is
    'Objective of every account: in words with its unit (description), whether it is neither followers_per_post nor f_per_1k (is_own), and its metrics with their weights.';

grant select on bandit.objectives to bandit_operator, bandit_reader;
