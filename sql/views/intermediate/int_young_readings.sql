-- int_young_readings: readings of posts in their first 7 days, in buckets of 6 hours by age.

create or replace view bandit_internal.int_young_readings as
select
    c.account_id,
    c.decision_id,
    c.posted_at,
    s.collected_at,
    bandit_internal.age_bucket(s.collected_at - c.posted_at) as age_bucket,
    s.impressions,
    s.followers_gained
from bandit.content_metadata as c
join bandit.metric_snapshots as s
    on s.account_id = c.account_id
   and s.decision_id = c.decision_id
   and s.bucket_at > c.posted_at - interval '10 minutes'
   and s.bucket_at <= c.posted_at + interval '7 days'
where c.status = 'posted'
  and s.collected_at > c.posted_at
  and s.collected_at <= c.posted_at + interval '7 days';

comment on view bandit_internal.int_young_readings is
    'Readings of posts in their first 7 days; age_bucket: age in buckets of 6 hours, 1 to 28. NULL: not measured.';

grant select on bandit_internal.int_young_readings to bandit_operator, bandit_reader;
