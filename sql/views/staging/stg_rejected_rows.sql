-- stg_rejected_rows: rows that were refused and not released.

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

comment on view bandit_internal.stg_rejected_rows is 'Refused rows of all accounts that were not released, with the reason.';

grant select on bandit_internal.stg_rejected_rows to bandit_operator, bandit_reader;
