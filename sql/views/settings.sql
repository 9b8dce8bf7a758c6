-- settings: one row for each account and setting.

create or replace view bandit.settings as
select
    s.account_id,
    a.handle as account,
    s.setting,
    s.value,
    col_description('bandit.account_settings'::regclass, s.place) as description
from bandit_internal.int_setting_values as s
join bandit_internal.stg_accounts as a using (account_id)
order by a.handle collate "C", s.place;

comment on view bandit.settings is 'Settings of every account: value as text and description. set_setting(key, value) changes one.';

grant select on bandit.settings to bandit_operator, bandit_reader;
