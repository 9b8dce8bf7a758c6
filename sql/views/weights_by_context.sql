-- weights_by_context: the weights of contexts beside those of the account.

create or replace view bandit.weights_by_context as
select
    c.account_id,
    a.handle as account,
    c.topic,
    c.format,
    (array['night', 'morning', 'afternoon', 'evening'])[c.daypart + 1] as daypart,
    w.generator_name,
    w.weight,
    g.weight as overall_weight
from bandit.contexts as c
join bandit_internal.stg_accounts as a on a.account_id = c.account_id
join bandit.context_weights as w
    on w.account_id = c.account_id
   and w.context_number = c.context_number
join bandit_internal.stg_generators as g
    on g.account_id = w.account_id
   and g.generator_name = w.generator_name
order by a.handle collate "C" asc, c.context_number asc, w.weight desc, w.generator_name collate "C" asc;

comment on view bandit.weights_by_context is
    'Weights (probabilities, 0 to 1) of the generators in the contexts that have their own, beside the account''s. topic, format or daypart (see daypart) NULL: any that no other context names.';

grant select on bandit.weights_by_context to bandit_operator, bandit_reader;
