-- for_each_account: does a job for every account, each in a transaction of its own.
--
-- A procedure that commits, as optimize_all is, and so are its callers.

create or replace procedure bandit_internal.for_each_account(
    p_function regproc,                    -- with the parameters p_account_id and p_now
    p_job      text,                       -- what it does, such as attribution
    p_now      timestamptz default null    -- time of all the calls; null: clock()
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
            execute pg_catalog.format('select from %s(p_account_id => $1, p_now => $2)', p_function)
            using v_account_id, v_now;
        exception
            when others then
                get stacked diagnostics
                    v_error_code = returned_sqlstate,
                    v_message = message_text;
                perform bandit_internal.log_failed_job(v_account_id, v_now, p_job, v_error_code, v_message);
                raise warning '% of account_id % failed: % %', p_job, v_account_id, v_error_code, v_message;
        end;
        commit;
    end loop;
end
$procedure$;

comment on procedure bandit_internal.for_each_account(regproc, text, timestamptz) is
    'Calls a function for every account at one time, committing after each; a failure is logged as the event <job>_failed and does not stop the others.';

revoke all on procedure bandit_internal.for_each_account(regproc, text, timestamptz) from public;
grant execute on procedure bandit_internal.for_each_account(regproc, text, timestamptz) to bandit_operator;
