-- weights: the weight of every generator, with a bar and its trend.

create or replace view bandit.weights as
select
    g.account_id,
    a.handle as account,
    g.generator_name,
    g.weight,
    bandit.text_bar(g.weight, max(g.weight) over (partition by g.account_id), 20) as bar,
    c.trend,
    g.status,
    g.pinned_weight,
    g.times_selected,
    g.last_used,
    g.review_reason as review,
    g.last_updated
from bandit_internal.stg_generators as g
join bandit_internal.stg_accounts as a using (account_id)
cross join lateral (  -- noqa: ST05
    with latest as (
        select
            w.new_weight,
            w.changed_at,
            w.change_id
        from bandit_internal.stg_weight_changes as w
        where w.account_id = g.account_id
          and w.generator_name = g.generator_name
        order by w.changed_at desc, w.change_id desc
        limit 12
    )

    select bandit.sparkline(array_agg(l.new_weight order by l.changed_at, l.change_id)) as trend
    from latest as l
) as c
order by a.handle collate "C", g.status = 'disabled', g.weight desc, g.generator_name collate "C";

comment on view bandit.weights is
    'Weights (probabilities, 0 to 1) of every generator, with a bar relative to the account''s largest and the trend of the last 12 changes; disabled generators last.';

grant select on bandit.weights to bandit_operator, bandit_reader;
