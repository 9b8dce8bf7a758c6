-- account_overview: all accounts, with policy and last run.

create or replace view bandit.account_overview as
select
    a.account_id,
    a.handle as account,
    a.platform,
    a.platform_user_id,
    s.policy,
    (
        select count(*)
        from bandit_internal.stg_generators as g
        where g.account_id = a.account_id
          and g.status in ('active', 'testing')
    ) as generators,
    r.run_at as last_run_at,
    r.status as last_run_status,
    a.created_at
from bandit_internal.stg_accounts as a
join bandit_internal.stg_settings as s using (account_id)
left join lateral (
    select l.run_at, l.status
    from bandit_internal.stg_runs as l
    where l.account_id = a.account_id
    order by l.run_at desc
    limit 1
) as r on true
order by a.handle collate "C";

comment on view bandit.account_overview is
    'Every account with its policy, the number of its active and testing generators, and its last run. NULL: no run yet.';

grant select on bandit.account_overview to bandit_operator, bandit_reader;
