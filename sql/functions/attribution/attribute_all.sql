-- attribute_all: attributes the followers of every account, each in a transaction of its own.
--
-- A procedure that commits, as optimize_all is.

create or replace procedure bandit.attribute_all(
    p_now timestamptz default null   -- time of all the attributions; null: clock()
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
            perform bandit.attribute_followers(v_account_id, p_now => v_now);
        exception
            when others then
                get stacked diagnostics
                    v_error_code = returned_sqlstate,
                    v_message = message_text;
                perform bandit.log_failed_job(v_account_id, v_now, 'attribution', v_error_code, v_message);
                raise warning 'the followers of account_id % could not be attributed: % %', v_account_id, v_error_code, v_message;
        end;
        commit;
    end loop;
end
$procedure$;

comment on procedure bandit.attribute_all(timestamptz) is
    'Runs attribute_followers for every account at one time, committing after each; a failure is logged as an event and does not stop the others. Scheduled every 30 minutes.';

revoke all on procedure bandit.attribute_all(timestamptz) from public;
grant execute on procedure bandit.attribute_all(timestamptz) to bandit_operator;
