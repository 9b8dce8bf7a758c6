-- generators: every generator of an account, also the retired ones.

create or replace view bandit.generators as
select
    g.account_id,
    a.handle as account,
    g.generator_name,
    w.weight,
    bandit.text_bar(w.weight, max(w.weight) over (partition by g.account_id), 20) as bar,
    c.trend,
    g.status,
    g.pinned_weight,
    g.times_selected,
    g.last_used,
    g.review_reason as review,
    g.last_updated,
    n.former_names,
    g.notes
from bandit_internal.stg_generators as g
join bandit_internal.stg_accounts as a using (account_id)
cross join lateral (  -- noqa: ST05
    select case when g.status in ('active', 'testing') then g.weight else 0::numeric(5, 4) end as weight
) as w
cross join lateral (  -- noqa: ST05
    with latest as (
        select
            h.new_weight,
            h.changed_at,
            h.change_id
        from bandit_internal.stg_weight_changes as h
        where h.account_id = g.account_id
          and h.generator_name = g.generator_name
        order by h.changed_at desc, h.change_id desc
        limit 12
    )

    select bandit.sparkline(array_agg(l.new_weight order by l.changed_at, l.change_id)) as trend
    from latest as l
) as c
cross join lateral (  -- noqa: ST05
    select string_agg(f.alias, ', ' order by f.alias collate "C") as former_names  -- noqa: RF03
    from bandit_internal.stg_aliases as f
    where f.account_id = g.account_id
      and f.generator_name = g.generator_name
) as n
order by a.handle collate "C", g.status = 'retired', g.status = 'disabled', w.weight desc, g.generator_name collate "C";

comment on view bandit.generators is
    'Every generator, also the retired ones, with its weight (probability of being chosen, 0 to 1; 0 for disabled and retired ones), a bar relative to the account''s largest, the trend of the last 12 changes, and its former names, which are still understood.';

grant select on bandit.generators to bandit_operator, bandit_reader;
