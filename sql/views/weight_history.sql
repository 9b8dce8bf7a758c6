-- weight_history: every change of a weight, newest first.

create or replace view bandit.weight_history as
select
    c.account_id,
    a.handle as account,
    c.changed_at,
    c.generator_name,
    c.old_weight,
    c.new_weight,
    c.new_weight - c.old_weight as change,
    c.reason,
    c.actor,
    c.run_id,
    c.change_id
from bandit_internal.stg_weight_changes as c
join bandit_internal.stg_accounts as a using (account_id)
order by c.changed_at desc, c.change_id desc;

comment on view bandit.weight_history is 'Changes of weights (probabilities, 0 to 1) with reason and actor, newest first.';

grant select on bandit.weight_history to bandit_operator, bandit_reader;
