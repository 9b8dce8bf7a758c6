-- int_post_followers: followers of the account when a post went out, and later.
--
-- A count is used for up to two hours: the last one before the posting, and the first one after each later time.

create or replace view bandit_internal.int_post_followers as
select
    c.account_id,
    c.decision_id,
    b.followers as at_post,
    h.followers as after_2h,
    d.followers as after_24h,
    e.followers as after_48h
from bandit.content_metadata as c
left join lateral (
    select s.followers
    from bandit.follower_snapshots as s
    where s.account_id = c.account_id
      and s.snapshot_at > c.posted_at - interval '2 hours'
      and s.snapshot_at <= c.posted_at
      and s.followers is not null
    order by s.snapshot_at desc
    limit 1
) as b on true
left join lateral (
    select s.followers
    from bandit.follower_snapshots as s
    where s.account_id = c.account_id
      and s.snapshot_at >= c.posted_at + interval '2 hours'
      and s.snapshot_at < c.posted_at + interval '4 hours'
      and s.followers is not null
    order by s.snapshot_at
    limit 1
) as h on true
left join lateral (
    select s.followers
    from bandit.follower_snapshots as s
    where s.account_id = c.account_id
      and s.snapshot_at >= c.posted_at + interval '24 hours'
      and s.snapshot_at < c.posted_at + interval '26 hours'
      and s.followers is not null
    order by s.snapshot_at
    limit 1
) as d on true
left join lateral (
    select s.followers
    from bandit.follower_snapshots as s
    where s.account_id = c.account_id
      and s.snapshot_at >= c.posted_at + interval '48 hours'
      and s.snapshot_at < c.posted_at + interval '50 hours'
      and s.followers is not null
    order by s.snapshot_at
    limit 1
) as e on true
where c.status = 'posted';

comment on view bandit_internal.int_post_followers is
    'Posts that went out, with the followers (counts) of the account at posting and 2, 24 and 48 hours later. NULL: no count within two hours.';

grant select on bandit_internal.int_post_followers to bandit_operator, bandit_reader;
