-- stg_follower_counts: follower counts.

create or replace view bandit_internal.stg_follower_counts as
select
    account_id,
    snapshot_at,
    source,
    followers
from bandit.follower_snapshots;

comment on view bandit_internal.stg_follower_counts is 'Follower counts of all accounts; NULL: could not be read.';

grant select on bandit_internal.stg_follower_counts to bandit_operator, bandit_reader;
