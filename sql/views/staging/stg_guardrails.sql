-- stg_guardrails: guardrails.

create or replace view bandit_internal.stg_guardrails as
select
    account_id,
    metric,
    kind,
    bound
from bandit.guardrails;

comment on view bandit_internal.stg_guardrails is 'Guardrails of all accounts; bounds are per 1000 of exposure.';

grant select on bandit_internal.stg_guardrails to bandit_operator, bandit_reader;
