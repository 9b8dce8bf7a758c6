-- stg_scrapes: posts that are or were scraped.

create or replace view bandit_internal.stg_scrapes as
select
    account_id,
    decision_id,
    due_at,
    greatest(due_at, lease_ends_at) as free_at,
    worker,
    lease_ends_at,
    scraped_at,
    failures,
    last_error
from bandit.scrapes;

comment on view bandit_internal.stg_scrapes is
    'Posts of all accounts that are or were scraped; due_at NULL: no more readings; free_at: when a worker may claim it.';

grant select on bandit_internal.stg_scrapes to bandit_operator, bandit_reader;
