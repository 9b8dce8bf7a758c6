-- update_alerts: brings the open alerts of an account in line with its health checks.
--
-- The checks run with the rights of the caller, because pg_cron shows jobs to their owner only; a definer function writes
-- the result.

create or replace function bandit.update_alerts(
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_checks     bandit_internal.health_check[] := array(select h from bandit.health_checks(p_account_id => v_account_id, p_now => v_now) as h);
begin
    perform bandit_internal.record_checks(v_account_id, v_checks, v_now);
end
$function$;

comment on function bandit.update_alerts(timestamptz, bigint) is
    'Opens an alert for each check that is warning or critical, updates open alerts, and closes those whose check has passed; logs the events alert and alert_closed. A second call changes nothing.';

revoke all on function bandit.update_alerts(timestamptz, bigint) from public;
grant execute on function bandit.update_alerts(timestamptz, bigint) to bandit_operator;
