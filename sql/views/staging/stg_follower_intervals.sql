-- stg_follower_intervals: intervals between follower counts.

create or replace view bandit_internal.stg_follower_intervals as
select
    account_id,
    from_at,
    until_at,
    case when not is_anomaly then gained - reported end as gained,
    impressions,
    profile_visits,
    engagements
from bandit.follower_intervals;

comment on view bandit_internal.stg_follower_intervals is
    'Intervals between follower counts of all accounts, with the gain that was not reported for single posts; NULL: an anomaly.';

grant select on bandit_internal.stg_follower_intervals to bandit_operator, bandit_reader;
