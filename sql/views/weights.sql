-- weights: the weight of every generator, with a bar and its trend.

create or replace view bandit.weights as
select
    account_id,
    account,
    generator_name,
    weight,
    bar,
    trend,
    status,
    pinned_weight,
    times_selected,
    last_used,
    review,
    last_updated
from bandit.generators
where status <> 'retired'
order by account collate "C", status = 'disabled', weight desc, generator_name collate "C";

comment on view bandit.weights is
    'Weights (probabilities, 0 to 1) of every generator that is not retired, with a bar relative to the account''s largest and the trend of the last 12 changes; disabled generators last, at 0.';

grant select on bandit.weights to bandit_operator, bandit_reader;
