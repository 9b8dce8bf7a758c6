-- int_snapshots: readings of posts, with their metrics by the names that an objective uses.

create or replace view bandit_internal.int_snapshots as
select
    s.account_id,
    s.decision_id,
    s.bucket_at,
    s.collected_at,
    s.known_at,
    s.likes,
    s.views,
    s.impressions,
    s.followers_gained,
    bandit_internal.measured_metrics(
        s.likes, s.retweets, s.replies, s.quotes, s.bookmarks, s.views, s.impressions, s.profile_clicks, s.url_clicks, s.engagements, s.extra
    ) as measured
from bandit_internal.stg_snapshots as s;

comment on view bandit_internal.int_snapshots is
    'Readings of posts, one row per post and ten minutes; NULL: not measured. measured: all metrics by name, see measured_metrics.';

grant select on bandit_internal.int_snapshots to bandit_operator, bandit_reader;
