-- report_failure: logs the failure of a job for one account, and warns the session.
--
-- What stops the job may stop the log as well, such as a lock that another session holds. That is a warning too, so that
-- the other accounts still have their turn.

create or replace function bandit_internal.report_failure(
    p_account_id bigint,        -- the account
    p_at         timestamptz,   -- the job's time
    p_job        text,          -- name of the job, such as attribution
    p_log        regproc,       -- function that logs the failure, such as log_failed_job
    p_error_code text,          -- SQLSTATE
    p_message    text           -- message and detail of the error
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $function$
begin
    raise warning '% of account_id % failed: % %', p_job, p_account_id, p_error_code, p_message;
    execute format('select %s($1, $2, $3, $4, $5)', p_log)
    using p_account_id, p_at, p_job, p_error_code, p_message;
exception
    when others or query_canceled then
        raise warning 'the failure could not be logged: % %', sqlstate, sqlerrm;
end
$function$;

comment on function bandit_internal.report_failure(bigint, timestamptz, text, regproc, text, text) is
    'Passes a failure (account, time, job, SQLSTATE, message) to a function that logs it, and raises a warning. Internal: called by for_each_account with the rights of its caller.';

revoke all on function bandit_internal.report_failure(bigint, timestamptz, text, regproc, text, text) from public;
grant execute on function bandit_internal.report_failure(bigint, timestamptz, text, regproc, text, text) to bandit_operator;
