-- stg_snapshots: the readings of posts, as the other views and functions read them.

create or replace view bandit_internal.stg_snapshots as
select
    account_id,
    decision_id,
    bucket_at,
    collected_at,
    likes,
    views,
    impressions,
    followers_gained
from bandit.metric_snapshots;

comment on view bandit_internal.stg_snapshots is 'Metrics of the posts of all accounts as they were read, one row per post and ten minutes; NULL: not measured. followers_gained: reported ones.';

grant select on bandit_internal.stg_snapshots to bandit_operator, bandit_reader;
