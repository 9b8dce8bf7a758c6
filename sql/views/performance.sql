-- performance: the performance of every generator over the lookback of its account.

create or replace view bandit.performance as
select
    a.account_id,
    a.handle as account,
    p.generator_name,
    p.posted,
    p.total_posts,
    round(p.avg_likes, 1) as avg_likes,
    round(p.avg_views, 1) as avg_views,
    round(p.avg_followers, 2) as avg_followers,
    p.total_impressions,
    p.total_followers,
    round(p.f_per_1k, 2) as f_per_1k,
    p.tier,
    p.exposure_measure,
    bandit_internal.describe_objective(p.objective) as objective,
    round(p.value, 2) as value
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.totals_in_play(a.account_id, null, bandit.clock()) as p
order by a.handle collate "C", p.value desc nulls last, p.total_posts desc, p.generator_name collate "C";

comment on view bandit.performance is
    'Performance of every active and testing generator over its account''s lookback up to now, best first. posted: posts in the window; total_posts: measured ones; f_per_1k: followers per 1000 of the exposure_measure; value: F/1K, or the value in an objective of one''s own. NULL: not measured.';

grant select on bandit.performance to bandit_operator, bandit_reader;
