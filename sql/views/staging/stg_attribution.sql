-- stg_attribution: how far the followers of accounts are attributed.

create or replace view bandit_internal.stg_attribution as
select
    account_id,
    due_from_at,
    settled_until_at
from bandit.attribution_state;

comment on view bandit_internal.stg_attribution is
    'Attribution of all accounts: data from due_from_at on are not attributed yet; generator_exposures is complete up to settled_until_at.';

grant select on bandit_internal.stg_attribution to bandit_operator, bandit_reader;
