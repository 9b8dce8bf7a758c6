-- health: every check of every account, the worst first.

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
    'Every health check of every account, the worst first: severity (ok, info, warning, critical), value, threshold, one sentence, and what to run. No data yet is info, never ok.';

grant select on bandit.health to bandit_operator, bandit_reader;
