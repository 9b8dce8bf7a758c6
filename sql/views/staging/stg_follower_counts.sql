-- stg_follower_counts: the follower counts, as the other views and functions read them.

create or replace view bandit_internal.stg_follower_counts as
select
    account_id,
    snapshot_at,
    source,
    followers
from bandit.follower_snapshots;

comment on view bandit_internal.stg_follower_counts is 'Follower counts of all accounts as they were read; NULL: could not be read.';

grant select on bandit_internal.stg_follower_counts to bandit_operator, bandit_reader;
