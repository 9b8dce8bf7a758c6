-- int_setting_values: one row for each account and setting, with its value as text.

create or replace view bandit_internal.int_setting_values as
select
    s.account_id,
    t.attname::text as setting,
    t.attnum as place,
    case when t.atttypid = 'interval'::regtype then bandit_internal.interval_text(v.value::interval) else v.value end as value
from bandit_internal.stg_settings as s
cross join lateral jsonb_each_text(to_jsonb(s)) as v (key, value)
join pg_catalog.pg_attribute as t
    on t.attrelid = 'bandit.account_settings'::regclass
   and t.attname = v.key
   and t.attname <> 'account_id';

comment on view bandit_internal.int_setting_values is
    'Settings of every account: value as text, the same in every session. place orders the settings as account_settings does.';

grant select on bandit_internal.int_setting_values to bandit_operator, bandit_reader;
