-- record_checks: opens, updates and closes the alerts of an account.
--
-- A check without data closes nothing. The alert of a check that no longer exists is closed.

create or replace function bandit_internal.record_checks(
    p_account_id bigint,                           -- the account
    p_checks     bandit_internal.health_check[],   -- rows of health_checks
    p_now        timestamptz                       -- time of the checks
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_closed     text[];
    v_severities text[];
begin
    perform bandit_internal.lock_account(p_account_id);

    perform bandit_internal.open_alert(p_account_id, c.name, c.severity, c.sentence, p_now)
    from unnest(p_checks) as c
    where c.severity in ('warning', 'critical');

    with closed as (
        update bandit.alerts as l
        set closed_at = greatest(p_now, l.opened_at)
        where l.account_id = p_account_id
          and l.closed_at is null
          and not exists (
              select 1
              from unnest(p_checks) as c
              where c.name = l.check_name
                and (c.severity in ('warning', 'critical') or c.value = 'no data yet')
          )
        returning l.check_name, l.severity
    )
    select array_agg(d.check_name), array_agg(d.severity)
    into v_closed, v_severities
    from closed as d;

    perform bandit_internal.log_event(p_account_id, p_now, 'alert_closed', 'health', format('%s: %s', d.check_name, coalesce(c.sentence, 'checked again')),
                             jsonb_build_object('check_name', d.check_name, 'severity', d.severity))
    from unnest(v_closed, v_severities) as d (check_name, severity)
    left join unnest(p_checks) as c on c.name = d.check_name;
end
$function$;

comment on function bandit_internal.record_checks(bigint, bandit_internal.health_check[], timestamptz) is
    'Opens, updates and closes the alerts of an account to match the rows of health_checks. Runs as definer for update_alerts.';

revoke all on function bandit_internal.record_checks(bigint, bandit_internal.health_check[], timestamptz) from public;
grant execute on function bandit_internal.record_checks(bigint, bandit_internal.health_check[], timestamptz) to bandit_operator;
