-- success_metrics: the success criteria of every account.

create or replace view bandit.success_metrics as
select
    a.account_id,
    a.handle as account,
    c.place,
    c.criterion,
    c.answer,
    c.value,
    c.sentence
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.success_criteria(a.account_id, bandit.clock()) as c
order by a.handle collate "C", c.place;

comment on view bandit.success_metrics is
    'The six success criteria of the blueprint for every account and its estimated gain in F/1K over the starting weights: answer (yes, no or not yet), the number behind it and one sentence. NULL: nothing to measure yet.';

grant select on bandit.success_metrics to bandit_operator, bandit_reader;
