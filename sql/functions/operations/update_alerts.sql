-- update_alerts: makes the open alerts of an account what its checks say.
--
-- The checks run as whoever calls, since pg_cron shows its jobs to their owner; only what they say is written by a definer.

create or replace function bandit.update_alerts(
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
begin
    perform bandit_internal.record_checks(v_account_id, jsonb_agg(to_jsonb(h)), v_now)
    from bandit.health_checks(p_account_id => v_account_id, p_now => v_now) as h;
end
$function$;

comment on function bandit.update_alerts(timestamptz, bigint) is
    'Opens an alert for every check that is warning or critical, brings open ones up to date and closes those well again, with events alert and alert_closed. Again, it changes nothing.';

revoke all on function bandit.update_alerts(timestamptz, bigint) from public;
grant execute on function bandit.update_alerts(timestamptz, bigint) to bandit_operator;
