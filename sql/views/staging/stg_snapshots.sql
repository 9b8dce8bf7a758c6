-- stg_snapshots: readings of posts.

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

comment on view bandit_internal.stg_snapshots is
    'Readings of the posts of all accounts, one row a post and ten minutes; followers_gained: reported ones. NULL: not measured.';

grant select on bandit_internal.stg_snapshots to bandit_operator, bandit_reader;
