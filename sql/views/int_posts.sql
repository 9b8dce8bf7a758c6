-- int_posts: every post that went out, beside the latest metrics known of it.
--
-- `limit 1` makes it one look-up by key for each post, however many posts the planner expects: who reads a week of posts
-- must not pay for the years before.

create or replace view bandit.int_posts as
select
    c.account_id,
    c.decision_id,
    c.tweet_id,
    c.generator_name,
    c.experiment_arm,
    c.posted_at,
    o.likes,
    o.views,
    o.impressions,
    o.followers_gained,
    o.known_at,
    o.collected_at
from bandit.content_metadata as c
left join lateral (
    select m.likes, m.views, m.impressions, m.followers_gained, m.known_at, m.collected_at
    from bandit.outcomes as m
    where m.account_id = c.account_id
      and m.decision_id = c.decision_id
    order by m.decision_id
    limit 1
) as o on true
where c.status = 'posted';

comment on view bandit.int_posts is 'Posts that went out with their latest metrics; NULL: not measured. known_at says from when the metrics may be used.';

grant select on bandit.int_posts to bandit_operator, bandit_reader;
