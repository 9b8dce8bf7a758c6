-- optimize_all: one run of every account, each in a transaction of its own.
--
-- A procedure, because it commits after each account: what is done stays done, and no account's locks outlive its run. A
-- procedure that commits can have no SET clause, so every name here is qualified. An account that fails is logged with
-- its SQLSTATE and does not stop the others; the sum of its weights is checked while that can still be done. An account that
-- another session works on comes last: by then it is free, or is waited for. So several sessions, called with the same time,
-- share the accounts.

create or replace procedure bandit.optimize_all(
    p_now timestamptz default null   -- time of all the runs; null: clock()
)
language plpgsql
as $procedure$
declare
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_accounts   bigint[] := array(select a.account_id from bandit_internal.stg_accounts as a order by a.account_id);
    v_count      integer := pg_catalog.cardinality(v_accounts);
    v_place      integer := 0;
    v_account_id bigint;
    v_error_code text;
    v_message    text;
    v_detail     text;
begin
    while v_place < pg_catalog.cardinality(v_accounts) loop
        v_place := v_place + 1;
        v_account_id := v_accounts[v_place];
        begin
            if v_place <= v_count and not bandit_internal.try_lock_account(v_account_id) then
                v_accounts := v_accounts || v_account_id;
                continue;
            end if;
            perform bandit.optimize(p_account_id => v_account_id, p_now => v_now);
            set constraints all immediate;
        exception
            when others then
                get stacked diagnostics
                    v_error_code = returned_sqlstate,
                    v_message = message_text,
                    v_detail = pg_exception_detail;
                perform bandit_internal.log_failed_run(v_account_id, v_now, v_error_code, pg_catalog.concat_ws(': ', v_message, nullif(v_detail, '')));
                raise warning 'the run of account_id % failed: % %', v_account_id, v_error_code, v_message;
        end;
        commit;
    end loop;
end
$procedure$;

comment on procedure bandit.optimize_all(timestamptz) is
    'Runs optimize for every account at one time, committing after each; a failure is logged as a failed run and does not stop the others. Sessions that call it with the same time share the accounts. Scheduled every six hours.';

revoke all on procedure bandit.optimize_all(timestamptz) from public;
grant execute on procedure bandit.optimize_all(timestamptz) to bandit_operator;
