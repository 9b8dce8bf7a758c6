-- success_metrics: is the system working? The blueprint's six criteria, and what it has gained.

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
cross join lateral bandit_internal.success_criteria(a.account_id) as c
order by a.handle collate "C", c.place;

comment on view bandit.success_metrics is
    'The blueprint''s six success criteria for every account, and its gain in F/1K over what the starting weights would have brought: yes, no or not yet, with the number behind it and one sentence. NULL: nothing to measure yet.';

grant select on bandit.success_metrics to bandit_operator, bandit_reader;
