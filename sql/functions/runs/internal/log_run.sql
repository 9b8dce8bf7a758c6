-- log_run: writes the one row of a run. A failed run at the same time is replaced.

create or replace function bandit_internal.log_run(
    p_account_id bigint,                       -- the account
    p_run_at     timestamptz,                  -- the run's time
    p_policy     text,                         -- its policy
    p_lookback   interval,                     -- its window of posts
    p_result     bandit_internal.run_result    -- from propose_run, or status failed with reason and error_code
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_run_id bigint;
begin
    insert into bandit.optimization_runs as r (
        account_id, run_at, policy, lookback, status, reason, error_code, posts_analyzed, generators_updated, top_performer, bottom_performer,
        changes, weights, reasons, stages
    )
    values (
        p_account_id, p_run_at, p_policy, p_lookback, p_result.status, p_result.reason, p_result.error_code, p_result.posts_analyzed,
        p_result.generators_updated, p_result.top_performer, p_result.bottom_performer, coalesce(p_result.changes, '[]'),
        coalesce(p_result.weights, '[]'), coalesce(p_result.reasons, '{}'),
        case when p_result.status = 'suggested' then to_jsonb(p_result.stages) else '[]' end
    )
    on conflict (account_id, run_at) do update
    set policy = excluded.policy,
        lookback = excluded.lookback,
        status = excluded.status,
        reason = excluded.reason,
        error_code = excluded.error_code,
        posts_analyzed = excluded.posts_analyzed,
        generators_updated = excluded.generators_updated,
        top_performer = excluded.top_performer,
        bottom_performer = excluded.bottom_performer,
        changes = excluded.changes,
        weights = excluded.weights,
        reasons = excluded.reasons,
        stages = excluded.stages
    where r.status = 'failed'
    returning r.run_id into v_run_id;

    if found then
        perform bandit_internal.notify_event(p_account_id, p_run_at, 'run', concat_ws(': ', 'run ' || p_result.status, p_result.reason), null, v_run_id);
    end if;
    return v_run_id;
end
$function$;

comment on function bandit_internal.log_run(bigint, timestamptz, text, interval, bandit_internal.run_result) is
    'Writes the row of a run, notifies listeners, and returns its run_id; NULL where a run that did not fail is stored at that time already.';

revoke all on function bandit_internal.log_run(bigint, timestamptz, text, interval, bandit_internal.run_result) from public;
