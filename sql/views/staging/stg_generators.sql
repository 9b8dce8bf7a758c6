-- stg_generators: generators with their weights.

create or replace view bandit_internal.stg_generators as
select
    account_id,
    generator_name,
    weight,
    pinned_weight,
    pin_when_enabled,
    total_posts,
    total_followers_gained,
    avg_f_per_1k,
    last_updated,
    last_used,
    times_selected,
    status,
    needs_review,
    review_reason,
    run_id,
    notes
from bandit.generator_weights;

comment on view bandit_internal.stg_generators is 'Generators of all accounts; weights are probabilities, 0 to 1.';

grant select on bandit_internal.stg_generators to bandit_operator, bandit_reader;
