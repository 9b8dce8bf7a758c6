-- decide_run: records the decision on a suggested run.

create or replace function bandit_internal.decide_run(
    p_account_id bigint,        -- the account, whose settings row the caller has locked
    p_run_id     bigint,        -- the run
    p_status     text,          -- success or rejected
    p_actor      text,          -- who decided
    p_reason     text,          -- why, in words; null: not given
    p_now        timestamptz    -- when
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    update bandit.optimization_runs as r
    set status = p_status,
        stages = '[]',
        decided_at = p_now,
        decided_by = p_actor,
        decision_reason = p_reason
    where r.account_id = p_account_id
      and r.run_id = p_run_id;

    perform bandit_internal.log_event(
        p_account_id, p_now, 'approval', p_actor,
        format('run %s was %s%s', p_run_id, case p_status when 'success' then 'approved' else p_status end, coalesce(': ' || p_reason, '')),
        jsonb_build_object('status', p_status), null, p_run_id
    );
end
$function$;

comment on function bandit_internal.decide_run(bigint, bigint, text, text, text, timestamptz) is
    'Sets the status of a suggested run, stores who decided and why, and logs the event approval.';

revoke all on function bandit_internal.decide_run(bigint, bigint, text, text, text, timestamptz) from public;
