-- for_each_account: runs a job for every account, each in a transaction of its own.
--
-- A procedure, because it commits after each account: finished work is kept, and no lock of an account outlives its job. A
-- procedure that commits can have no SET clause, so every name here is qualified; the same holds for its callers. An account
-- that fails is logged with its SQLSTATE and does not stop the others; deferred constraints are checked while a failure
-- can still be logged. An account that another session has locked is moved to the end, where it is waited for: sessions
-- that run the same job at the same time share the accounts.
--
-- The server's statement_timeout covers the whole round, and the server applies it once: the account that it cuts has failed,
-- and the others follow. The next round starts after that account; a round that ended early is continued likewise. A
-- statement that is cancelled before its time was cancelled by hand, and ends the round.

create or replace procedure bandit_internal.for_each_account(
    p_function regproc,                     -- the job: a function of p_account_id and p_now
    p_job      text,                        -- name of the job, such as attribution
    p_now      timestamptz default null,    -- time of all the calls; null: clock()
    p_failure  regproc     default null     -- function that logs a failure, see log_failed_job; null: log_failed_job
)
language plpgsql
as $procedure$
declare
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_failure    regproc := coalesce(p_failure, 'bandit_internal.log_failed_job'::regproc);
    v_lock_limit text := coalesce(nullif(pg_catalog.current_setting('lock_timeout'), '0'), '30s');
    v_limit      interval := pg_catalog.current_setting('statement_timeout')::interval;
    v_last       bigint := bandit_internal.last_turn(p_job);
    v_accounts   bigint[] := array(
        select a.account_id
        from bandit_internal.stg_accounts as a
        order by a.account_id <= v_last, a.account_id
    );
    v_count      integer := pg_catalog.cardinality(v_accounts);
    v_place      integer := 0;
    v_is_cut     boolean := false;
    v_account_id bigint;
    v_error_code text;
    v_message    text;
    v_detail     text;
begin
    while v_place < pg_catalog.cardinality(v_accounts) loop
        v_place := v_place + 1;
        v_account_id := v_accounts[v_place];
        begin
            perform pg_catalog.set_config('lock_timeout', v_lock_limit, true);
            if v_place <= v_count and not v_is_cut then
                perform bandit_internal.record_turn(v_account_id, p_job);
            end if;
            if v_place <= v_count and not bandit_internal.try_lock_account(v_account_id) then
                v_accounts := v_accounts || v_account_id;
                continue;
            end if;
            execute pg_catalog.format('select from %s(p_account_id => $1, p_now => $2)', p_function)
            using v_account_id, v_now;
            set constraints all immediate;
        exception
            when others or query_canceled then
                get stacked diagnostics
                    v_error_code = returned_sqlstate,
                    v_message = message_text,
                    v_detail = pg_exception_detail;
                if v_error_code = '57014' then
                    if v_is_cut or not bandit_internal.has_timed_out(v_limit) then
                        raise;
                    end if;
                    v_is_cut := true;
                end if;
                perform bandit_internal.report_failure(v_account_id, v_now, p_job, v_failure, v_error_code,
                                                       pg_catalog.concat_ws(': ', v_message, nullif(v_detail, '')));
        end;
        commit;
    end loop;
end
$procedure$;

comment on procedure bandit_internal.for_each_account(regproc, text, timestamptz, regproc) is
    'Calls a function for every account at one time and commits after each. Starts after the account that had the last turn. A failure, statement_timeout and lock_timeout included, is passed to p_failure (account, time, job, SQLSTATE, message) and does not stop the others; by default it is logged as the event <job>_failed.';

revoke all on procedure bandit_internal.for_each_account(regproc, text, timestamptz, regproc) from public;
grant execute on procedure bandit_internal.for_each_account(regproc, text, timestamptz, regproc) to bandit_operator;
