-- stg_settings: settings.

create or replace view bandit_internal.stg_settings as
select
    account_id,
    policy,
    time_zone,
    lookback,
    min_posts,
    aggressiveness,
    score_exponent,
    min_weight,
    viral_f_per_1k,
    viral_boost,
    viral_min_posts,
    failing_min_posts,
    new_generator_max_posts,
    new_generator_weight,
    significant_change,
    mode,
    static_runs,
    dominant_weight,
    metrics_due,
    snapshot_retention,
    job_run_retention,
    scrape_lease,
    daily_credits,
    objective,
    half_life,
    follower_delay,
    follower_delay_deviation,
    block_hours,
    block_until,
    by_context,
    auto_tune
from bandit.account_settings;

comment on view bandit_internal.stg_settings is 'Settings of all accounts, one row each; units as in the comments on account_settings.';

grant select on bandit_internal.stg_settings to bandit_operator, bandit_reader;
