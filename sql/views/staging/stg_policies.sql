-- stg_policies: policies.

create or replace view bandit_internal.stg_policies as
select
    policy,
    description,
    tuned_setting,
    tuned_values,
    learns_from
from bandit.policies;

comment on view bandit_internal.stg_policies is 'Policies, with the setting that is tuned and its values, and the posts that they learn from.';

grant select on bandit_internal.stg_policies to bandit_operator, bandit_reader;
