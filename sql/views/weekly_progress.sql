-- weekly_progress: posts, followers and F/1K of every account by week.

create or replace view bandit.weekly_progress as
select
    a.account_id,
    a.handle as account,
    w.week,
    w.posted,
    w.total_posts,
    w.impressions,
    w.followers,
    round(w.f_per_1k, 2) as f_per_1k,
    w.posted_change,
    w.impressions_change,
    w.followers_change,
    round(w.f_per_1k_change, 2) as f_per_1k_change
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.weekly_figures(a.account_id, '-infinity', bandit.clock()) as w
order by a.handle collate "C", w.week desc;

comment on view bandit.weekly_progress is
    'Posts (posted), measured posts (total_posts), impressions, followers and F/1K (followers per 1000 of the account''s exposure) by week, newest first, and the change from the week before. Weeks start on Monday in the account''s time zone; NULL: not measured.';

grant select on bandit.weekly_progress to bandit_operator, bandit_reader;
