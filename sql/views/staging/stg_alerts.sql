-- stg_alerts: alerts.

create or replace view bandit_internal.stg_alerts as
select
    account_id,
    alert_id,
    check_name,
    severity,
    message,
    opened_at,
    closed_at
from bandit.alerts;

comment on view bandit_internal.stg_alerts is 'Alerts of all accounts, open and closed.';

grant select on bandit_internal.stg_alerts to bandit_operator, bandit_reader;
