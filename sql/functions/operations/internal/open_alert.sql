-- open_alert: opens the alert of a check, or updates it.
--
-- An event is logged when an alert opens or becomes critical, not at each check.

create or replace function bandit_internal.open_alert(
    p_account_id bigint,        -- the account
    p_check_name text,          -- the check
    p_severity   text,          -- warning or critical
    p_message    text,          -- one sentence
    p_now        timestamptz    -- time of the check
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_before text;
begin
    perform bandit_internal.lock_account(p_account_id);

    select l.severity
    into v_before
    from bandit.alerts as l
    where l.account_id = p_account_id
      and l.check_name = p_check_name
      and l.closed_at is null;

    insert into bandit.alerts as l (account_id, check_name, severity, message, opened_at)
    values (p_account_id, p_check_name, p_severity, p_message, p_now)
    on conflict (account_id, check_name) where closed_at is null do update
    set severity = case when excluded.severity = 'critical' then 'critical' else l.severity end,
        message = excluded.message;

    if v_before is null or (v_before = 'warning' and p_severity = 'critical') then
        perform bandit_internal.log_event(p_account_id, p_now, 'alert', 'health', format('%s: %s', p_check_name, p_message),
                                 jsonb_build_object('check_name', p_check_name, 'severity', p_severity));
    end if;
end
$function$;

comment on function bandit_internal.open_alert(bigint, text, text, text, timestamptz) is
    'Opens the alert of a check, or updates its message and severity if it is open; logs the event alert if it is new or worse.';

revoke all on function bandit_internal.open_alert(bigint, text, text, text, timestamptz) from public;
grant execute on function bandit_internal.open_alert(bigint, text, text, text, timestamptz) to bandit_operator;
