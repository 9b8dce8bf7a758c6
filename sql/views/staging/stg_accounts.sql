-- stg_accounts: accounts.

create or replace view bandit_internal.stg_accounts as
select
    account_id,
    handle,
    platform,
    platform_user_id,
    created_at
from bandit.accounts;

comment on view bandit_internal.stg_accounts is 'Accounts, one row each.';

grant select on bandit_internal.stg_accounts to bandit_operator, bandit_reader;
