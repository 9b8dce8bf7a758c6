-- weights: who is chosen how often, as a picture.

create or replace view bandit.weights as
select
    g.account_id,
    a.handle as account,
    g.generator_name,
    g.weight,
    bandit.text_bar(g.weight, max(g.weight) over (partition by g.account_id), 20) as bar,
    g.status,
    g.pinned_weight,
    g.times_selected,
    g.last_used,
    g.review_reason as review,
    g.last_updated
from bandit.stg_generators as g
join bandit.stg_accounts as a using (account_id)
order by a.handle collate "C", g.status = 'disabled', g.weight desc, g.generator_name collate "C";

comment on view bandit.weights is
    'Weights (probabilities, 0 to 1) of every generator with a bar relative to the account''s largest; disabled ones last.';

grant select on bandit.weights to bandit_operator, bandit_reader;
