-- change_points: changes of rate or reach that detect_changes found, newest first.

create or replace view bandit.change_points as
select
    e.account_id,
    a.handle as account,
    e.event_at as changed_at,
    (e.detail ->> 'found_at')::timestamptz as found_at,
    e.detail ->> 'level' as level,
    e.generator_name,
    e.detail ->> 'measure' as measure,
    round((e.detail ->> 'before')::numeric, 2) as before,
    round((e.detail ->> 'after')::numeric, 2) as after,
    round((e.detail ->> 'size')::numeric, 2) as size,
    round((e.detail ->> 'z')::numeric, 1) as z,
    e.message,
    e.event_id
from bandit_internal.stg_events as e
join bandit_internal.stg_accounts as a using (account_id)
where e.kind = 'change_point'
order by e.event_at desc, e.event_id desc;

comment on view bandit.change_points is
    'Change points of all accounts, newest first. level: account, or generator compared with the others; measure: f_per_1k (followers per 1000 of exposure) or exposure_per_post; before and after in units of the measure; size: ratio of after to what was expected; z: evidence in standard errors.';

grant select on bandit.change_points to bandit_operator, bandit_reader;
