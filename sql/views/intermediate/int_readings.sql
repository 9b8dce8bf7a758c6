-- int_readings: every reading of a post with the one before it.
--
-- Before the first reading there is the moment of posting, with nothing. Partitions from before the post are not read.

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
        d.account_id,
        d.decision_id,
        s.collected_at,
        extract(epoch from s.collected_at - d.posted_at) / 3600 as age_hours,
        bandit_internal.count_interactions(s.likes, s.retweets, s.replies, s.quotes, s.bookmarks) as interactions
    from bandit_internal.stg_decisions as d
    join bandit_internal.stg_snapshots as s
        on s.account_id = d.account_id
       and s.decision_id = d.decision_id
       and s.bucket_at > d.posted_at - interval '10 minutes'
    where d.status = 'posted'
      and not s.is_final
      and s.collected_at > d.posted_at
) as r
where r.interactions is not null
window earlier as (partition by r.account_id, r.decision_id order by r.collected_at);

comment on view bandit_internal.int_readings is
    'Readings of posts with at least one interaction metric, final exports left out: age in hours, interactions so far (a count), and both at the reading before (0: at posting).';

grant select on bandit_internal.int_readings to bandit_operator, bandit_reader;
