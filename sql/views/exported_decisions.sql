-- exported_decisions: decisions of an account with the metrics of their posts, oldest first, for pandas, R and spreadsheets.

create or replace view bandit.exported_decisions as
select
    a.handle as account,
    c.decision_id,
    c.created_at,
    c.source,
    c.generator_name,
    c.experiment_arm,
    c.propensity,
    c.policy,
    c.run_id,
    c.topic,
    c.format,
    c.context,
    c.status,
    c.posted_at,
    c.tweet_id,
    c.deleted_at,
    o.collected_at,
    o.impressions,
    o.likes,
    o.retweets,
    o.replies,
    o.quotes,
    o.bookmarks,
    o.views,
    o.profile_clicks,
    o.url_clicks,
    o.engagements,
    c.followers_at_post,
    round(o.followers_gained, 4) as followers_gained,
    o.followers_source,
    round(
        bandit.follower_efficiency(
            o.followers_gained,
            case bandit_internal.exposure_measure(a.platform)
                when 'impressions' then coalesce((o.carried_impressions ->> 'followers_gained')::bigint, o.impressions)
                else c.followers_at_post
            end
        ), 4
    ) as f_per_1k
from bandit.content_metadata as c
join bandit_internal.stg_accounts as a using (account_id)
left join bandit.outcomes as o using (account_id, decision_id)
order by a.handle collate "C", c.created_at, c.decision_id;

comment on view bandit.exported_decisions is
    'Decisions, one row each, with the latest metrics of the post that was made from it; ordered by account and time. The comment on each column gives its meaning and unit. NULL: not measured, or not known.';
comment on column bandit.exported_decisions.account is 'Handle of the account.';
comment on column bandit.exported_decisions.decision_id is 'Key of the decision.';
comment on column bandit.exported_decisions.created_at is 'When the generator was chosen; of an imported post, when it was imported.';
comment on column bandit.exported_decisions.source is 'choice (chosen by the database), cache or default (chosen while it was unavailable) or import (not chosen by pgbandit).';
comment on column bandit.exported_decisions.generator_name is 'The generator; null: unknown.';
comment on column bandit.exported_decisions.experiment_arm is 'Experiment arm; null for imported posts.';
comment on column bandit.exported_decisions.propensity is 'Probability with which this generator was chosen, 0 to 1; null for imported posts.';
comment on column bandit.exported_decisions.policy is 'Policy that last set the weights before the choice; null: none.';
comment on column bandit.exported_decisions.run_id is 'Run that last set the chosen weight; null: set by hand, or the starting weight.';
comment on column bandit.exported_decisions.topic is 'Topic of the post; null: not given.';
comment on column bandit.exported_decisions.format is 'Format of the post, such as single or thread; null: not given.';
comment on column bandit.exported_decisions.context is 'The context given with the choice, a JSON object; null: not given.';
comment on column bandit.exported_decisions.status is 'planned, posted, discarded or failed.';
comment on column bandit.exported_decisions.posted_at is 'When the post was published; null: it was not.';
comment on column bandit.exported_decisions.tweet_id is 'The platform''s id of the post, a text; null: not published.';
comment on column bandit.exported_decisions.deleted_at is 'When the platform was found not to have the post any more; null: it has.';
comment on column bandit.exported_decisions.collected_at is 'When the metrics were read; null: not yet.';
comment on column bandit.exported_decisions.impressions is 'Impressions, a count; null: not measured.';
comment on column bandit.exported_decisions.likes is 'Likes, a count; null: not measured.';
comment on column bandit.exported_decisions.retweets is 'Reposts, a count; null: not measured.';
comment on column bandit.exported_decisions.replies is 'Replies, a count; null: not measured.';
comment on column bandit.exported_decisions.quotes is 'Quotes, a count; null: not measured.';
comment on column bandit.exported_decisions.bookmarks is 'Bookmarks, a count; null: not measured.';
comment on column bandit.exported_decisions.views is 'Views as the platform shows them, a count; null: not measured.';
comment on column bandit.exported_decisions.profile_clicks is 'Clicks on the author''s profile, a count; null: not measured.';
comment on column bandit.exported_decisions.url_clicks is 'Clicks on links, a count; null: not measured.';
comment on column bandit.exported_decisions.engagements is 'Engagements as counted by the platform, a count; null: not measured.';
comment on column bandit.exported_decisions.followers_at_post is 'Followers of the account at its last count before the post; null: none.';
comment on column bandit.exported_decisions.followers_gained is 'Followers gained by the post, fractional or negative if attributed; null: not measured.';
comment on column bandit.exported_decisions.followers_source is 'reported (for this post) or attributed (from the counts of the account); null: not measured.';
comment on column bandit.exported_decisions.f_per_1k is 'Followers gained per 1000 of the exposure: impressions of the reading that reported the followers, else the latest ones, or on a platform without them followers_at_post; null: either not measured, or no exposure.';

grant select on bandit.exported_decisions to bandit_operator, bandit_reader;
