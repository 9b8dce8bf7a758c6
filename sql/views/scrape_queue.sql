-- scrape_queue: the posts to be scraped, in the order in which workers get them.

create or replace view bandit.scrape_queue as
select
    s.account_id,
    a.handle as account,
    c.tweet_id,
    case
        when s.lease_ends_at > t.now_at then 'claimed'
        when s.failures > 0           then 'failing'
        when s.due_at <= t.now_at     then 'due'
        else 'waiting'
    end as state,
    date_trunc('second', c.posted_at) as posted_at,
    date_trunc('second', s.due_at) as due_at,
    left(s.worker, 20) as worker,
    s.failures,
    left(s.last_error, 30) as last_error
from bandit_internal.stg_scrapes as s
join bandit_internal.stg_accounts as a using (account_id)
cross join lateral (
    select p.tweet_id, p.posted_at
    from bandit_internal.stg_decisions as p
    where p.account_id = s.account_id
      and p.decision_id = s.decision_id
    order by p.decision_id
    limit 1
) as c
cross join bandit.clock() as t (now_at)
where s.due_at is not null
order by a.handle collate "C", s.free_at, c.tweet_id collate "C";

comment on view bandit.scrape_queue is
    'Posts to be scraped, the next first: state claimed (by worker), failing (failures in a row, the last with last_error), due or waiting until due_at. Posts that are deleted or older than the schedule are not here.';

grant select on bandit.scrape_queue to bandit_operator, bandit_reader;
