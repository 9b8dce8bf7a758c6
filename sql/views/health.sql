-- health: all health checks of every account, the worst first.

create or replace view bandit.health as
select
    a.account_id,
    a.handle as account,
    h.name,
    h.severity,
    h.value,
    h.threshold,
    h.sentence,
    h.remedy
from bandit_internal.stg_accounts as a
cross join lateral bandit.health_checks(p_account_id => a.account_id) as h
order by a.handle collate "C", array_position(array['critical', 'warning', 'info', 'ok'], h.severity), h.name collate "C";

comment on view bandit.health is
    'Health checks of every account, the worst first: severity (ok, info, warning or critical), value, threshold, one sentence and what to run (remedy; NULL: nothing). No data yet is info.';

grant select on bandit.health to bandit_operator, bandit_reader;
