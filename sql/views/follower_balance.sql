-- follower_balance: the followers gained in each interval, attributed and unattributed.

create or replace view bandit.follower_balance as
select
    f.account_id,
    a.handle as account,
    f.from_at,
    f.until_at,
    trim_scale(f.gained) as gained,
    trim_scale(f.reported) as reported,
    trim_scale(f.attributed) as attributed,
    trim_scale(f.unattributed) as unattributed,
    f.is_anomaly as anomaly
from bandit.follower_intervals as f
join bandit_internal.stg_accounts as a using (account_id)
order by a.handle collate "C", f.until_at desc;

comment on view bandit.follower_balance is
    'Followers gained in each interval between two counts, newest first: attributed to posts (reported ones included) and unattributed; the two sum to gained. anomaly: the gain is out of proportion to exposure and was not attributed.';

grant select on bandit.follower_balance to bandit_operator, bandit_reader;
