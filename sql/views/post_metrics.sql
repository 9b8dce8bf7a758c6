-- post_metrics: forty data points of every post, each computed in one place.
--
-- Sources: the latest metrics, the readings over time, the text, the clock, and the follower counts. `limit 1` makes each a
-- look-up by key for each post, so a query for one week does not pay for the years before.

create or replace view bandit.post_metrics as
select
    c.account_id,
    c.decision_id,
    c.tweet_id,
    c.generator_name,
    c.posted_at,
    o.likes,
    o.retweets,
    o.replies,
    o.quotes,
    o.bookmarks,
    o.views,
    o.impressions,
    o.profile_clicks,
    o.url_clicks,
    o.engagements,
    o.interactions,
    o.followers_gained,
    round(bandit.follower_efficiency(o.followers_gained, o.exposure), 4) as f_per_1k,
    round(o.interactions / nullif(coalesce((o.carried_impressions ->> 'likes')::bigint, o.impressions), 0)::numeric, 6) as engagement_rate,
    round(o.bookmarks / nullif(coalesce((o.carried_impressions ->> 'bookmarks')::bigint, o.impressions), 0)::numeric, 6) as bookmark_ratio,
    round(o.profile_clicks / nullif(coalesce((o.carried_impressions ->> 'profile_clicks')::bigint, o.impressions), 0)::numeric, 6) as profile_click_ratio,
    round(o.replies / nullif(o.interactions, 0)::numeric, 6) as reply_ratio,
    round(o.quotes / nullif(o.retweets, 0)::numeric, 6) as quote_to_repost_ratio,
    round((o.likes / nullif(greatest(0, extract(epoch from o.collected_at - c.posted_at)), 0) * 3600)::numeric, 6) as likes_per_hour,
    k.interactions_2h,
    round(k.interactions_2h / nullif(k.interactions, 0)::numeric, 6) as engagement_velocity,
    round(k.hours_to_first_engagement, 3) as hours_to_first_engagement,
    k.peak_hour,
    round(1 - (k.interactions_48h - k.interactions_24h) / nullif(k.interactions_24h, 0)::numeric, 6) as decay,
    x.characters,
    x.words,
    x.has_numbers,
    x.has_question,
    x.has_call_to_action,
    x.has_link,
    x.has_hashtag,
    x.has_emoji,
    t.hour as posted_hour,
    t.weekday,
    t.is_weekend,
    t.is_peak,
    f.at_post as followers_at_post,
    f.after_2h as followers_2h,
    f.after_24h as followers_24h,
    f.after_48h as followers_48h
from bandit.content_metadata as c
join bandit_internal.stg_accounts as a on a.account_id = c.account_id
left join lateral (
    select
        m.*,
        case bandit_internal.exposure_measure(a.platform) when 'impressions' then coalesce((m.carried_impressions ->> 'followers_gained')::bigint, m.impressions) else c.followers_at_post end as exposure,
        bandit_internal.count_interactions(m.likes, m.retweets, m.replies, m.quotes, m.bookmarks) as interactions
    from bandit.outcomes as m
    where m.account_id = c.account_id
      and m.decision_id = c.decision_id
    order by m.decision_id
    limit 1
) as o on true
left join lateral (
    select p.*
    from bandit_internal.int_post_courses as p
    where p.account_id = c.account_id
      and p.decision_id = c.decision_id
    order by p.decision_id
    limit 1
) as k on true
left join lateral (
    select p.*
    from bandit_internal.int_post_texts as p
    where p.account_id = c.account_id
      and p.decision_id = c.decision_id
    order by p.decision_id
    limit 1
) as x on true
left join lateral (
    select p.*
    from bandit_internal.int_post_times as p
    where p.account_id = c.account_id
      and p.decision_id = c.decision_id
    order by p.decision_id
    limit 1
) as t on true
left join lateral (
    select p.*
    from bandit_internal.int_post_followers as p
    where p.account_id = c.account_id
      and p.decision_id = c.decision_id
    order by p.decision_id
    limit 1
) as f on true
where c.status = 'posted';

comment on view bandit.post_metrics is
    'Forty data points of every post that went out: the latest counts, rates, the course over time, text, time of posting and follower counts. The comment on each column gives its unit. NULL: unknown, never 0.';
comment on column bandit.post_metrics.account_id is 'The account.';
comment on column bandit.post_metrics.decision_id is 'The decision.';
comment on column bandit.post_metrics.tweet_id is 'The platform''s id of the post.';
comment on column bandit.post_metrics.generator_name is 'The generator that wrote the post; null: unknown.';
comment on column bandit.post_metrics.posted_at is 'When the post went out.';
comment on column bandit.post_metrics.likes is 'Likes, a count; null: not measured.';
comment on column bandit.post_metrics.retweets is 'Reposts, a count; null: not measured.';
comment on column bandit.post_metrics.replies is 'Replies, a count; null: not measured.';
comment on column bandit.post_metrics.quotes is 'Quotes, a count; null: not measured.';
comment on column bandit.post_metrics.bookmarks is 'Bookmarks, a count; null: not measured.';
comment on column bandit.post_metrics.views is 'Views as the platform shows them, a count; null: not measured.';
comment on column bandit.post_metrics.impressions is 'Impressions, a count; null: not measured.';
comment on column bandit.post_metrics.profile_clicks is 'Clicks on the author''s profile, a count; null: not measured.';
comment on column bandit.post_metrics.url_clicks is 'Clicks on links, a count; null: not measured.';
comment on column bandit.post_metrics.engagements is 'Engagements as counted by the platform, including private ones, a count; null: not measured.';
comment on column bandit.post_metrics.interactions is 'Sum of the likes, reposts, replies, quotes and bookmarks that were measured, a count; null: none was measured.';
comment on column bandit.post_metrics.followers_gained is 'Followers gained, reported or attributed, may be fractional; null: not measured.';
comment on column bandit.post_metrics.f_per_1k is 'Followers gained per 1000 of the exposure: impressions of the reading that reported the followers, else the latest ones, or on a platform without them the followers of the account at its last count before the post; null: either not measured, or no exposure.';
comment on column bandit.post_metrics.engagement_rate is 'Interactions per impression; null: either not measured, or no impression.';
comment on column bandit.post_metrics.bookmark_ratio is 'Bookmarks per impression; null: either not measured, or no impression.';
comment on column bandit.post_metrics.profile_click_ratio is 'Profile clicks per impression; null: either not measured, or no impression.';
comment on column bandit.post_metrics.reply_ratio is 'Share of replies in the interactions, 0 to 1; null: replies not measured, or no interaction.';
comment on column bandit.post_metrics.quote_to_repost_ratio is 'Quotes per repost; null: either not measured, or no repost.';
comment on column bandit.post_metrics.likes_per_hour is 'Likes per hour between posting and the latest reading; null: not measured after posting.';
comment on column bandit.post_metrics.interactions_2h is 'Interactions in the first 2 hours, a count, by the last reading in the second hour; null: no such reading.';
comment on column bandit.post_metrics.engagement_velocity is 'Share of all interactions so far that came in the first 2 hours; null: one of them unknown, or no interaction.';
comment on column bandit.post_metrics.hours_to_first_engagement is 'Hours from posting to the first reading with an interaction; null: none yet, or no reading in the two hours before.';
comment on column bandit.post_metrics.peak_hour is 'Age in hours, 1 the first, at which interactions grew fastest between two readings; null: no growth, or the fastest was in a gap of over two hours.';
comment on column bandit.post_metrics.decay is 'Decay from the first day to the second: 1 - interactions of the second day / interactions of the first; null: not read late on both days, or no interaction on the first.';
comment on column bandit.post_metrics.characters is 'Length of the text in characters; null: the text was not stored.';
comment on column bandit.post_metrics.words is 'Words of the text, a count; null: the text was not stored.';
comment on column bandit.post_metrics.has_numbers is 'Whether the text has a digit; null: the text was not stored.';
comment on column bandit.post_metrics.has_question is 'Whether the text has a question mark; null: the text was not stored.';
comment on column bandit.post_metrics.has_call_to_action is 'Whether the text asks the reader to act, by English phrases such as follow, share or let me know; null: the text was not stored.';
comment on column bandit.post_metrics.has_link is 'Whether the text has a link; null: the text was not stored.';
comment on column bandit.post_metrics.has_hashtag is 'Whether the text has a hashtag; null: the text was not stored.';
comment on column bandit.post_metrics.has_emoji is 'Whether the text has an emoji; null: the text was not stored.';
comment on column bandit.post_metrics.posted_hour is 'Hour of posting, 0 to 23, in the account''s time zone.';
comment on column bandit.post_metrics.weekday is 'Day of posting, 1 Monday to 7 Sunday, in the account''s time zone.';
comment on column bandit.post_metrics.is_weekend is 'Whether that is a Saturday or Sunday.';
comment on column bandit.post_metrics.is_peak is 'Whether the hour of posting is a peak hour: 9 to 12 or 17 to 21 o''clock in the account''s time zone.';
comment on column bandit.post_metrics.followers_at_post is 'Followers of the account at posting, the last count of the two hours before; null: none.';
comment on column bandit.post_metrics.followers_2h is 'Followers of the account 2 hours after posting, the first count of the two hours after that; null: none yet.';
comment on column bandit.post_metrics.followers_24h is 'Followers of the account 24 hours after posting, the first count of the two hours after that; null: none yet.';
comment on column bandit.post_metrics.followers_48h is 'Followers of the account 48 hours after posting, the first count of the two hours after that; null: none yet.';

grant select on bandit.post_metrics to bandit_operator, bandit_reader;
