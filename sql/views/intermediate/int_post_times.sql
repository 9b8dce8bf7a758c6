-- int_post_times: when a post went out, in the time zone of the account.
--
-- Peak hours are the morning and the evening, 9 to 12 and 17 to 21.

create or replace view bandit_internal.int_post_times as
select
    c.account_id,
    c.decision_id,
    extract(hour from l.local_time)::integer as hour,
    extract(isodow from l.local_time)::integer as weekday,
    extract(isodow from l.local_time) >= 6 as is_weekend,
    extract(hour from l.local_time) in (9, 10, 11, 17, 18, 19, 20) as is_peak
from bandit.content_metadata as c
join bandit_internal.stg_settings as s on s.account_id = c.account_id
cross join lateral timezone(s.time_zone, c.posted_at) as l (local_time)
where c.status = 'posted';

comment on view bandit_internal.int_post_times is
    'Posts that went out, with hour (0 to 23) and weekday (1 Monday to 7 Sunday) in the account''s time zone, and whether these are a weekend and a peak hour.';

grant select on bandit_internal.int_post_times to bandit_operator, bandit_reader;
