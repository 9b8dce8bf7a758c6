-- optimize_if_due: the scheduled run of an account.
--
-- Weights move once an interval. A second job of another role, and a job soon after a run by hand, would move them again.

create or replace function bandit_internal.optimize_if_due(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the run
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_half constant interval := interval '3 hours';   -- half the interval of the job, see stg_jobs
begin
    perform bandit_internal.lock_account(p_account_id);   -- another session may be at its run
    if bandit_internal.run_since(p_account_id, p_now - c_half) is null then
        perform bandit.optimize(p_now => p_now, p_account_id => p_account_id);
    end if;
end
$function$;

comment on function bandit_internal.optimize_if_due(bigint, timestamptz) is
    'Calls optimize, unless the account has a run that is younger than half the interval of the job. Internal: called by optimize_all with the rights of its caller.';

revoke all on function bandit_internal.optimize_if_due(bigint, timestamptz) from public;
grant execute on function bandit_internal.optimize_if_due(bigint, timestamptz) to bandit_operator;
