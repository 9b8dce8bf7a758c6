-- int_posts: every published post with its latest metrics.
--
-- `limit 1` makes it one look-up by key for each post, however many posts the planner expects: a query of one week must not
-- read the years before. All metrics by name are looked up apart, only where they are asked for. What was known of a post at
-- an earlier time is decided in posts_as_of.

create or replace view bandit_internal.int_posts as
select
    c.account_id,
    c.decision_id,
    c.tweet_id,
    c.generator_name,
    c.experiment_arm,
    c.propensity,
    c.topic,
    c.format,
    c.created_at,
    c.posted_at,
    c.followers_at_post,
    o.likes,
    o.views,
    o.impressions,
    o.followers_gained,
    o.followers_source,
    o.followers_impressions,
    o.carried_impressions,
    o.collected_at,
    o.known_at,
    o.followers_known_at,
    o.known_at <= c.posted_at as is_final,
    (
        select bandit_internal.measured_metrics(
            r.likes, r.retweets, r.replies, r.quotes, r.bookmarks, r.views, r.impressions, r.profile_clicks, r.url_clicks, r.engagements, r.extra
        )
        from bandit.outcomes as r
        where r.account_id = c.account_id
          and r.decision_id = c.decision_id
    ) as measured
from bandit.content_metadata as c
left join lateral (
    select
        m.likes, m.views, m.impressions, m.followers_gained, m.followers_source, m.carried_impressions, m.collected_at, m.known_at,
        (m.carried_impressions ->> 'followers_gained')::bigint as followers_impressions,
        case m.followers_source when 'attributed' then coalesce(m.followers_known_at, m.known_at) else m.known_at end as followers_known_at
    from bandit.outcomes as m
    where m.account_id = c.account_id
      and m.decision_id = c.decision_id
    order by m.decision_id
    limit 1
) as o on true
where c.status = 'posted';

comment on view bandit_internal.int_posts is
    'Published posts with their latest metrics; NULL: not measured. measured: all of them by name, see measured_metrics. known_at: from when the metrics may be used; followers_known_at: from when followers_gained may. followers_impressions: impressions of the reading that reported the followers, where it is not the reading of the impressions; carried_impressions: the same by metric. is_final: the metrics are those of a final export, which are known from the time of posting.';

grant select on bandit_internal.int_posts to bandit_operator, bandit_reader;
