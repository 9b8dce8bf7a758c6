-- int_posts: every post that went out, with its latest metrics.
--
-- `limit 1` makes it one look-up by key for each post, however many posts the planner expects, so a query for one week does
-- not pay for the years before. Exposure is impressions, or the followers of the account at the time if the platform has no
-- impressions; an account has one platform and so one measure. Attributed followers may be known later than the metrics.

create or replace view bandit_internal.int_posts as
select
    c.account_id,
    c.decision_id,
    c.tweet_id,
    c.generator_name,
    c.experiment_arm,
    c.topic,
    c.format,
    c.created_at,
    c.posted_at,
    o.likes,
    o.views,
    o.impressions,
    o.followers_gained,
    o.known_at,
    o.collected_at,
    case bandit_internal.exposure_measure(a.platform) when 'impressions' then o.impressions else c.followers_at_post end as exposure,
    bandit_internal.exposure_measure(a.platform) as exposure_measure,
    case o.followers_source when 'attributed' then coalesce(o.followers_known_at, o.known_at) else o.known_at end as followers_known_at,
    o.followers_source
from bandit.content_metadata as c
join bandit_internal.stg_accounts as a on a.account_id = c.account_id
left join lateral (
    select m.likes, m.views, m.impressions, m.followers_gained, m.followers_source, m.followers_known_at, m.known_at, m.collected_at
    from bandit.outcomes as m
    where m.account_id = c.account_id
      and m.decision_id = c.decision_id
    order by m.decision_id
    limit 1
) as o on true
where c.status = 'posted';

comment on view bandit_internal.int_posts is
    'Posts that went out with their latest metrics; exposure in the account''s measure, impressions or followers_at_post. known_at: when the metrics became known; followers_known_at: when followers_gained did. NULL: not measured.';

grant select on bandit_internal.int_posts to bandit_operator, bandit_reader;
