-- log_failed_checks: opens the alert of an account whose health could not be checked.
--
-- The next checks that succeed close it, because health is the name of no check.

create or replace function bandit_internal.log_failed_checks(
    p_account_id bigint,        -- the account
    p_at         timestamptz,   -- time of the checks
    p_job        text,          -- name of the job, health
    p_error_code text,          -- SQLSTATE
    p_message    text           -- message and detail of the error
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    perform bandit_internal.open_alert(p_account_id, p_job, 'critical', format('the checks failed: %s %s', p_error_code, p_message), p_at);
end
$function$;

comment on function bandit_internal.log_failed_checks(bigint, timestamptz, text, text, text) is
    'Opens the critical alert health with the SQLSTATE and message of the checks that failed. Called by for_each_account.';

revoke all on function bandit_internal.log_failed_checks(bigint, timestamptz, text, text, text) from public;
grant execute on function bandit_internal.log_failed_checks(bigint, timestamptz, text, text, text) to bandit_operator;
