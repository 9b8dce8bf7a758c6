-- review_queue: the generators that an operator should review.

create or replace view bandit.review_queue as
select
    g.account_id,
    a.handle as account,
    g.generator_name,
    g.review_reason,
    g.weight,
    g.total_posts,
    g.total_followers_gained,
    round(g.avg_f_per_1k, 2) as f_per_1k,
    g.last_updated
from bandit_internal.stg_generators as g
join bandit_internal.stg_accounts as a using (account_id)
where g.needs_review
  and g.status in ('active', 'testing')
order by a.handle collate "C", g.generator_name collate "C";

comment on view bandit.review_queue is
    'Generators flagged for review, with the figures of the last run (f_per_1k: followers per 1000 of exposure). resolve_review(generator, decision, reason) clears the flag.';

grant select on bandit.review_queue to bandit_operator, bandit_reader;
