-- depends: 0015.shadows
-- The statistical policy becomes that of new accounts. It notices when a rate changes, and so remembers the rest for longer.

alter table bandit.account_settings alter column half_life set default '90 days';
update bandit.account_settings set half_life = '90 days'
where half_life = '30 days';
update bandit.policies set tuned_values = '{30 days,90 days,120 days}'
where policy = 'thompson';

-- An account with posts or runs keeps the policy that it has.
alter table bandit.account_settings alter column policy set default 'thompson';
update bandit.account_settings as s set policy = 'thompson'
where
    not exists (
        select 1 from bandit.content_metadata as c
        where c.account_id = s.account_id
    )
    and not exists (
        select 1 from bandit.optimization_runs as r
        where r.account_id = s.account_id
    );
