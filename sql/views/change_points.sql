-- change_points: where an account, or a generator beside the others, has changed, newest first.

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
    'Change points on record, newest first: level (account: whoever writes; generator: beside the others), measure (f_per_1k: followers per 1000 impressions; impressions_per_post), before and after in its units, size (times what was to be expected) and evidence (z, standard errors).';

grant select on bandit.change_points to bandit_operator, bandit_reader;
