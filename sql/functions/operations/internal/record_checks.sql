-- record_checks: opens and closes alerts by what the checks of an account said.
--
-- No data yet is not well: it closes nothing. An alert of a check that is no longer made is closed.

create or replace function bandit_internal.record_checks(
    p_account_id bigint,        -- the account
    p_checks     jsonb,         -- array of the rows of health_checks
    p_now        timestamptz    -- time of the checks
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_closed jsonb;
begin
    perform bandit_internal.lock_account(p_account_id);

    perform bandit_internal.open_alert(p_account_id, c.name, c.severity, c.sentence, p_now)
    from jsonb_to_recordset(p_checks) as c (name text, severity text, sentence text)
    where c.severity in ('warning', 'critical');

    with closed as (
        update bandit.alerts as l
        set closed_at = greatest(p_now, l.opened_at)
        where l.account_id = p_account_id
          and l.closed_at is null
          and not exists (
              select 1
              from jsonb_to_recordset(p_checks) as c (name text, severity text, value text)
              where c.name = l.check_name
                and (c.severity in ('warning', 'critical') or c.value = 'no data yet')
          )
        returning l.check_name, l.severity
    )
    select jsonb_agg(to_jsonb(d))
    into v_closed
    from closed as d;

    perform bandit_internal.log_event(p_account_id, p_now, 'alert_closed', 'health', format('%s: %s', d.check_name, coalesce(c.sentence, 'checked again')),
                             jsonb_build_object('check_name', d.check_name, 'severity', d.severity))
    from jsonb_to_recordset(v_closed) as d (check_name text, severity text)
    left join jsonb_to_recordset(p_checks) as c (name text, sentence text) on c.name = d.check_name;
end
$function$;

comment on function bandit_internal.record_checks(bigint, jsonb, timestamptz) is
    'Opens, brings up to date and closes the alerts of an account by the rows of health_checks: update_alerts calls it, as whoever runs that.';

revoke all on function bandit_internal.record_checks(bigint, jsonb, timestamptz) from public;
grant execute on function bandit_internal.record_checks(bigint, jsonb, timestamptz) to bandit_operator;
