-- int_young_readings: the readings of posts in their first 7 days, by age.

create or replace view bandit_internal.int_young_readings as
select
    d.account_id,
    d.decision_id,
    d.posted_at,
    s.known_at,
    bandit_internal.age_bucket(s.collected_at - d.posted_at) as age_bucket,
    s.impressions,
    s.followers_gained
from bandit_internal.stg_decisions as d
join bandit_internal.stg_snapshots as s
    on s.account_id = d.account_id
   and s.decision_id = d.decision_id
   and s.bucket_at > d.posted_at - interval '10 minutes'
   and s.bucket_at <= d.posted_at + interval '7 days'
where d.status = 'posted'
  and not s.is_final
  and s.collected_at > d.posted_at
  and s.collected_at <= d.posted_at + interval '7 days';

comment on view bandit_internal.int_young_readings is
    'Readings of posts in their first 7 days, final exports left out. age_bucket: age in buckets of 6 hours, 1 to 28; known_at: from when the reading may be used. NULL: not measured.';

grant select on bandit_internal.int_young_readings to bandit_operator, bandit_reader;
