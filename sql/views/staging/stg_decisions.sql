-- stg_decisions: decisions without their content.

create or replace view bandit_internal.stg_decisions as
select
    account_id,
    decision_id,
    generator_name,
    experiment_arm,
    propensity,
    policy,
    run_id,
    u,
    source,
    status,
    created_at,
    posted_at,
    tweet_id
from bandit.content_metadata;

comment on view bandit_internal.stg_decisions is 'Decisions of all accounts, without the content of the posts; propensities are probabilities, 0 to 1.';

grant select on bandit_internal.stg_decisions to bandit_operator, bandit_reader;
