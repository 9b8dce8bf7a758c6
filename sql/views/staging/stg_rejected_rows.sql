-- stg_rejected_rows: what a check refused and nobody has released.

create or replace view bandit_internal.stg_rejected_rows as
select
    account_id,
    rejected_id,
    rejected_at,
    source,
    file,
    row_number,
    column_name,
    reason,
    raw
from bandit.rejected_metrics
where released_at is null;

comment on view bandit_internal.stg_rejected_rows is 'Refused rows of all accounts that are still held, with the reason.';

grant select on bandit_internal.stg_rejected_rows to bandit_operator, bandit_reader;
