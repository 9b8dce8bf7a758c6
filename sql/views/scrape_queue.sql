-- scrape_queue: the posts that wait to be scraped, in the order in which workers get them.

create or replace view bandit.scrape_queue as
select
    a.account_id,
    a.handle as account,
    q.tweet_id,
    q.state,
    date_trunc('second', q.posted_at) as posted_at,
    date_trunc('second', q.due_at) as due_at,
    left(q.worker, 20) as worker,
    q.failures,
    left(q.last_error, 30) as last_error
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.queued_scrapes(a.account_id, bandit.clock()) as q
order by a.handle collate "C", q.free_at, q.tweet_id collate "C";

comment on view bandit.scrape_queue is
    'Posts that wait to be scraped, the next one first. state: claimed (by worker), failing (number of failures in a row, the last with last_error), due, or waiting until due_at. Posts that were deleted or are older than the schedule are left out.';

grant select on bandit.scrape_queue to bandit_operator, bandit_reader;
