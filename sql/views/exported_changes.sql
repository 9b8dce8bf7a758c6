-- exported_changes: every change of a weight, oldest first, for pandas, R and spreadsheets.

create or replace view bandit.exported_changes as
select
    a.handle as account,
    c.change_id,
    c.changed_at,
    c.generator_name,
    c.old_weight,
    c.new_weight,
    c.actor,
    c.run_id,
    c.reason
from bandit_internal.stg_weight_changes as c
join bandit_internal.stg_accounts as a using (account_id)
order by a.handle collate "C", c.changed_at, c.change_id;

comment on view bandit.exported_changes is
    'Changes of weights, one row each, ordered by account and time. The comment on each column gives its meaning and unit.';
comment on column bandit.exported_changes.account is 'Handle of the account.';
comment on column bandit.exported_changes.change_id is 'Key of the change.';
comment on column bandit.exported_changes.changed_at is 'When the weight changed.';
comment on column bandit.exported_changes.generator_name is 'The generator.';
comment on column bandit.exported_changes.old_weight is 'Weight before, 0 to 1.';
comment on column bandit.exported_changes.new_weight is 'Weight after, 0 to 1.';
comment on column bandit.exported_changes.actor is 'Who changed it: the policy of a run, or a login.';
comment on column bandit.exported_changes.run_id is 'Run that changed it; null: changed by hand.';
comment on column bandit.exported_changes.reason is 'The reason.';

grant select on bandit.exported_changes to bandit_operator, bandit_reader;
