-- detect_changes_all: looks for changes of every account, each in a transaction of its own.
--
-- A procedure that commits, as optimize_all is.

create or replace procedure bandit.detect_changes_all(
    p_now timestamptz default null   -- time of all the tests; null: clock()
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
        from bandit.stg_accounts as a
        order by a.account_id
    loop
        begin
            perform bandit.detect_changes(v_account_id, v_now);
        exception
            when others then
                get stacked diagnostics
                    v_error_code = returned_sqlstate,
                    v_message = message_text;
                perform bandit.log_failed_job(v_account_id, v_now, 'detection', v_error_code, v_message);
                raise warning 'changes of account_id % could not be looked for: % %', v_account_id, v_error_code, v_message;
        end;
        commit;
    end loop;
end
$procedure$;

comment on procedure bandit.detect_changes_all(timestamptz) is
    'Runs detect_changes for every account at one time, committing after each; a failure is logged as an event and does not stop the others. Scheduled daily.';

revoke all on procedure bandit.detect_changes_all(timestamptz) from public;
grant execute on procedure bandit.detect_changes_all(timestamptz) to bandit_operator;
