-- open_alerts: alerts that are open, the worst first.

create or replace view bandit.open_alerts as
select
    l.account_id,
    a.handle as account,
    l.check_name,
    l.severity,
    l.message,
    l.opened_at,
    l.alert_id
from bandit_internal.stg_alerts as l
join bandit_internal.stg_accounts as a using (account_id)
where l.closed_at is null
order by l.severity, l.opened_at, a.handle collate "C", l.check_name collate "C";

comment on view bandit.open_alerts is 'Open alerts of all accounts, critical ones first, then by age. The view health says what to run.';

grant select on bandit.open_alerts to bandit_operator, bandit_reader;
