-- rejected_rows: rows that were refused and not released.

create or replace view bandit.rejected_rows as
select
    r.account_id,
    a.handle as account,
    r.rejected_id,
    r.rejected_at,
    r.source,
    r.file,
    r.row_number,
    r.column_name,
    r.reason,
    r.raw
from bandit_internal.stg_rejected_rows as r
join bandit_internal.stg_accounts as a using (account_id)
order by r.rejected_at desc, r.rejected_id desc;

comment on view bandit.rejected_rows is 'Refused rows that were not released, newest first. accept_rejected(rejected_id) releases one.';

grant select on bandit.rejected_rows to bandit_operator, bandit_reader;
