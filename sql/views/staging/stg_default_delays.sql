-- stg_default_delays: the default course of metrics over time.

create or replace view bandit_internal.stg_default_delays as
select
    age_bucket,
    share_of_followers,
    share_of_impressions
from bandit.default_delays;

comment on view bandit_internal.stg_default_delays is 'Share (0 to 1) of a post''s final followers and impressions by age, in buckets of 6 hours.';

grant select on bandit_internal.stg_default_delays to bandit_operator, bandit_reader;
