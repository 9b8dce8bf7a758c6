-- stg_shadows: shadows.

create or replace view bandit_internal.stg_shadows as
select
    account_id,
    run_at,
    candidate,
    weights
from bandit.shadow_weights;

comment on view bandit_internal.stg_shadows is
    'Weights (0 to 1, {generator_name: weight}) that each candidate would have given at a run, of all accounts.';

grant select on bandit_internal.stg_shadows to bandit_operator, bandit_reader;
