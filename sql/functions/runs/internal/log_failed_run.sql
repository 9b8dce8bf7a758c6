-- log_failed_run: logs a run of optimize_all that raised an error.
--
-- A run that comes after a later one is no failure: somebody ran the account by hand meanwhile.

create or replace function bandit_internal.log_failed_run(
    p_account_id bigint,        -- the account
    p_run_at     timestamptz,   -- the run's time
    p_job        text,          -- name of the job: run
    p_error_code text,          -- SQLSTATE
    p_message    text           -- message and detail of the error
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_too_late constant text := 'WT010';
    v_settings record;
    v_result   bandit_internal.run_result;
    v_run_id   bigint;
begin
    select s.policy, s.lookback
    into v_settings
    from bandit.account_settings as s
    where s.account_id = p_account_id;

    if not found or p_error_code = c_too_late then   -- the account may have been deleted meanwhile
        return;
    end if;

    v_result.status := 'failed';
    v_result.reason := p_message;
    v_result.error_code := p_error_code;
    v_run_id := bandit_internal.log_run(p_account_id, p_run_at, v_settings.policy, v_settings.lookback, v_result);

    perform bandit_internal.log_event(p_account_id, p_run_at, p_job || '_failed', 'policy ' || v_settings.policy, format('%s failed: %s', p_job, p_message),
                             jsonb_build_object('error_code', p_error_code), null, v_run_id);
end
$function$;

comment on function bandit_internal.log_failed_run(bigint, timestamptz, text, text, text) is
    'Logs a run that failed, with its SQLSTATE, as a failed run and as the event run_failed; nothing for a run dated before the last applied one (WT010). Internal: called by for_each_account with the rights of its caller.';

revoke all on function bandit_internal.log_failed_run(bigint, timestamptz, text, text, text) from public;
grant execute on function bandit_internal.log_failed_run(bigint, timestamptz, text, text, text) to bandit_operator;
