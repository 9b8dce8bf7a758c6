-- recent_events: events, newest first.

create or replace view bandit.recent_events as
select
    e.account_id,
    a.handle as account,
    e.event_at,
    e.kind,
    e.generator_name,
    e.message,
    e.actor,
    e.detail,
    e.run_id,
    e.event_id
from bandit_internal.stg_events as e
join bandit_internal.stg_accounts as a using (account_id)
order by e.event_at desc, e.event_id desc;

comment on view bandit.recent_events is 'Events of all accounts, newest first. Add a limit.';

grant select on bandit.recent_events to bandit_operator, bandit_reader;
