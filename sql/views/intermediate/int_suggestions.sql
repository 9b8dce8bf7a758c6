-- int_suggestions: steps of tuning with their present state.

create or replace view bandit_internal.int_suggestions as
select
    e.account_id,
    e.event_id,
    e.event_at as suggested_at,
    d.candidate,
    d.key,
    d.old_value,
    d.new_value,
    case
        when d.applied                    then 'applied'
        when w.withdrawn_at is not null   then 'withdrawn'
        when s.value = d.new_value        then 'taken'
        when s.value = d.old_value        then 'open'
        else 'outdated'
    end as state,
    e.message
from bandit_internal.stg_events as e
cross join lateral jsonb_to_record(e.detail) as d (candidate text, key text, old_value text, new_value text, applied boolean)
left join bandit_internal.int_setting_values as s
    on s.account_id = e.account_id
   and s.setting = d.key
left join lateral (
    select min(l.event_at) as withdrawn_at
    from bandit_internal.stg_events as l
    where l.account_id = e.account_id
      and l.kind = 'tuning_withdrawn'
      and (l.detail ->> 'event_id')::bigint = e.event_id
) as w on true
where e.kind = 'tuning';

comment on view bandit_internal.int_suggestions is
    'Steps of tuning of all accounts. state: open, taken, withdrawn (its evidence is gone), outdated, or applied by tune itself.';

grant select on bandit_internal.int_suggestions to bandit_operator, bandit_reader;
