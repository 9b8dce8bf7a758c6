-- stg_weight_changes: changes of weights.

create or replace view bandit_internal.stg_weight_changes as
select
    account_id,
    change_id,
    generator_name,
    old_weight,
    new_weight,
    reason,
    actor,
    run_id,
    changed_at
from bandit.weight_changes;

comment on view bandit_internal.stg_weight_changes is 'Changes of weights of all accounts; weights are probabilities, 0 to 1.';

grant select on bandit_internal.stg_weight_changes to bandit_operator, bandit_reader;
