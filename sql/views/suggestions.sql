-- suggestions: steps of tuning, newest first, with the call that applies or undoes each.

create or replace view bandit.suggestions as
select
    t.account_id,
    a.handle as account,
    t.suggested_at,
    t.key as setting,
    t.old_value,
    t.new_value,
    t.state,
    t.message,
    case
        when t.state <> 'withdrawn'
            then format('select bandit.set_setting(%L, %L, p_account_id => bandit.account_id(%L))', t.key, case when t.state = 'applied' then t.old_value else t.new_value end, a.handle)
    end as call
from bandit_internal.int_suggestions as t
join bandit_internal.stg_accounts as a using (account_id)
order by t.suggested_at desc, t.event_id desc;

comment on view bandit.suggestions is
    'Steps of tuning of all accounts, newest first. state: open, taken, withdrawn (a later comparison no longer supports it), outdated, or applied by tune itself; call: applies an open step, undoes an applied one, NULL for a withdrawn one.';

grant select on bandit.suggestions to bandit_operator, bandit_reader;
