-- settings: one row for each account and setting.

create or replace view bandit.settings as
select
    s.account_id,
    a.handle as account,
    t.attname::text as setting,
    v.value,
    col_description(t.attrelid, t.attnum) as description
from bandit_internal.stg_settings as s
join bandit_internal.stg_accounts as a using (account_id)
cross join lateral jsonb_each_text(to_jsonb(s)) as v (key, value)
join pg_catalog.pg_attribute as t
    on t.attrelid = 'bandit.account_settings'::regclass
   and t.attname = v.key
   and t.attname <> 'account_id'
order by a.handle collate "C", t.attnum;

comment on view bandit.settings is 'Settings of every account: value as text and description. set_setting(key, value) changes one.';

grant select on bandit.settings to bandit_operator, bandit_reader;
