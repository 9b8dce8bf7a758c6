-- check_health_all: looks after every account, each in a transaction of its own.
--
-- A procedure that commits, as optimize_all is. An account that cannot be checked gets an alert of its own, health, which
-- the next check that succeeds closes.

create or replace procedure bandit.check_health_all(
    p_now timestamptz default null   -- time of all the checks; null: clock()
)
language plpgsql
as $procedure$
declare
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_account_id bigint;
    v_error_code text;
    v_message    text;
begin
    for v_account_id in
        select a.account_id
        from bandit_internal.stg_accounts as a
        order by a.account_id
    loop
        begin
            perform bandit.update_alerts(p_account_id => v_account_id, p_now => v_now);
        exception
            when others then
                get stacked diagnostics
                    v_error_code = returned_sqlstate,
                    v_message = message_text;
                perform bandit_internal.open_alert(v_account_id, 'health', 'critical',
                                          pg_catalog.format('the checks failed: %s %s', v_error_code, v_message), v_now);
                raise warning 'the health of account_id % could not be checked: % %', v_account_id, v_error_code, v_message;
        end;
        commit;
    end loop;
end
$procedure$;

comment on procedure bandit.check_health_all(timestamptz) is
    'Runs update_alerts for every account at one time, committing after each; a failure opens the critical alert health and does not stop the others. Scheduled every 15 minutes.';

revoke all on procedure bandit.check_health_all(timestamptz) from public;
grant execute on procedure bandit.check_health_all(timestamptz) to bandit_operator;
