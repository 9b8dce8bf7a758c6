-- int_readings: every reading of a post with the reading before it.
--
-- Before the first reading stands the moment of posting, with zero interactions. Partitions that end before the post are not
-- read.

create or replace view bandit_internal.int_readings as
select
    r.account_id,
    r.decision_id,
    r.collected_at,
    r.age_hours,
    r.interactions,
    coalesce(lag(r.age_hours) over earlier, 0) as previous_age_hours,
    coalesce(lag(r.interactions) over earlier, 0) as previous_interactions
from (
    select
        c.account_id,
        c.decision_id,
        s.collected_at,
        extract(epoch from s.collected_at - c.posted_at) / 3600 as age_hours,
        bandit_internal.count_interactions(s.likes, s.retweets, s.replies, s.quotes, s.bookmarks) as interactions
    from bandit.content_metadata as c
    join bandit.metric_snapshots as s
        on s.account_id = c.account_id
       and s.decision_id = c.decision_id
       and s.bucket_at > c.posted_at - interval '10 minutes'
    where c.status = 'posted'
      and s.collected_at > c.posted_at
) as r
where r.interactions is not null
window earlier as (partition by r.account_id, r.decision_id order by r.collected_at);

comment on view bandit_internal.int_readings is
    'Readings of posts with measured interactions: age in hours, interactions so far (a count), and both of the reading before (0: the posting).';

grant select on bandit_internal.int_readings to bandit_operator, bandit_reader;
