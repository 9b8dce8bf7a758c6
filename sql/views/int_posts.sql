-- int_posts: every post that went out, beside the latest metrics known of it.

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
    o.known_at
from bandit.content_metadata as c
left join bandit.outcomes as o using (account_id, decision_id)
where c.status = 'posted';

comment on view bandit.int_posts is 'Posts that went out with their latest metrics; NULL: not measured. known_at says from when the metrics may be used.';

grant select on bandit.int_posts to bandit_operator, bandit_reader;
