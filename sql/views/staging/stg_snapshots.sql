-- stg_snapshots: readings of posts.

create or replace view bandit_internal.stg_snapshots as
select
    account_id,
    decision_id,
    bucket_at,
    collected_at,
    coalesce(known_at, collected_at) as known_at,
    known_at is not null as is_final,
    likes,
    retweets,
    replies,
    quotes,
    bookmarks,
    views,
    impressions,
    profile_clicks,
    url_clicks,
    engagements,
    extra,
    followers_gained
from bandit.metric_snapshots;

comment on view bandit_internal.stg_snapshots is
    'Readings of the posts of all accounts, one row per post and ten minutes; NULL: not measured. followers_gained: reported ones. known_at: from when the reading may be used. is_final: a final export, which does not show at which age of the post its numbers were reached.';

grant select on bandit_internal.stg_snapshots to bandit_operator, bandit_reader;
