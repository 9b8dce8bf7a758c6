-- log_failed_job: logs a job of for_each_account that raised an error.

create or replace function bandit_internal.log_failed_job(
    p_account_id bigint,        -- the account
    p_at         timestamptz,   -- the job's time
    p_job        text,          -- name of the job, such as attribution
    p_error_code text,          -- SQLSTATE
    p_message    text           -- message and detail of the error
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    if exists (select 1 from bandit.accounts as a where a.account_id = p_account_id) then   -- it may have been deleted meanwhile
        perform bandit_internal.log_event(p_account_id, p_at, p_job || '_failed', p_job, format('%s failed: %s', p_job, p_message),
                                 jsonb_build_object('error_code', p_error_code));
    end if;
end
$function$;

comment on function bandit_internal.log_failed_job(bigint, timestamptz, text, text, text) is
    'Logs a job that failed for an account as the event <job>_failed, with its SQLSTATE. Internal: called by for_each_account with the rights of its caller.';

revoke all on function bandit_internal.log_failed_job(bigint, timestamptz, text, text, text) from public;
grant execute on function bandit_internal.log_failed_job(bigint, timestamptz, text, text, text) to bandit_operator;
