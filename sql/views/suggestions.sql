-- suggestions: steps of tuning, newest first, with the call that applies or undoes each.

create or replace view bandit.suggestions as
select
    e.account_id,
    a.handle as account,
    e.event_at as suggested_at,
    d.key as setting,
    d.old_value,
    d.new_value,
    case
        when d.applied             then 'applied'
        when s.value = d.new_value then 'taken'
        when s.value = d.old_value then 'open'
        else 'outdated'
    end as state,
    e.message,
    format('select bandit.set_setting(%L, %L, p_account_id => bandit.account_id(%L))', d.key, case when d.applied then d.old_value else d.new_value end, a.handle) as call
from bandit_internal.stg_events as e
join bandit_internal.stg_accounts as a using (account_id)
cross join lateral jsonb_to_record(e.detail) as d (key text, old_value text, new_value text, applied boolean)
left join bandit_internal.int_setting_values as s
    on s.account_id = e.account_id
   and s.setting = d.key
where e.kind = 'tuning'
order by e.event_at desc, e.event_id desc;

comment on view bandit.suggestions is
    'Steps of tuning of all accounts, newest first. state: open, taken, outdated, or applied by tune itself; call: applies an open step, undoes an applied one.';

grant select on bandit.suggestions to bandit_operator, bandit_reader;
