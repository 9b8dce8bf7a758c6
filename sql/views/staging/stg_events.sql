-- stg_events: events.

create or replace view bandit_internal.stg_events as
select
    account_id,
    event_id,
    event_at,
    kind,
    generator_name,
    run_id,
    actor,
    message,
    detail
from bandit.events;

comment on view bandit_internal.stg_events is 'Events of all accounts.';

grant select on bandit_internal.stg_events to bandit_operator, bandit_reader;
