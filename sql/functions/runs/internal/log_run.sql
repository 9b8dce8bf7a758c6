-- log_run: the one row that a run leaves; a failed run at the same time gives way to it.

create or replace function bandit_internal.log_run(
    p_account_id bigint,        -- the account
    p_run_at     timestamptz,   -- the run's time
    p_policy     text,          -- its policy
    p_lookback   interval,      -- its window of posts
    p_outcome    jsonb          -- the row of propose_run, or status failed with reason and error_code
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_run_id bigint;
begin
    insert into bandit.optimization_runs as r (
        account_id, run_at, policy, lookback, status, reason, posts_analyzed, generators_updated, top_performer, bottom_performer,
        changes, weights, reasons, stages, error_code
    )
    select
        p_account_id, p_run_at, p_policy, p_lookback, o.status, o.reason, o.posts_analyzed, o.generators_updated, o.top_performer,
        o.bottom_performer, coalesce(o.changes, '[]'), coalesce(o.weights, '[]'), coalesce(o.reasons, '{}'),
        case when o.status = 'suggested' then o.stages else '[]' end, o.error_code
    from jsonb_to_record(p_outcome) as o (
        status text, reason text, posts_analyzed bigint, generators_updated integer, top_performer text, bottom_performer text,
        changes jsonb, weights jsonb, reasons jsonb, stages jsonb, error_code text
    )
    on conflict (account_id, run_at) do update
    set policy = excluded.policy,
        lookback = excluded.lookback,
        status = excluded.status,
        reason = excluded.reason,
        posts_analyzed = excluded.posts_analyzed,
        generators_updated = excluded.generators_updated,
        top_performer = excluded.top_performer,
        bottom_performer = excluded.bottom_performer,
        changes = excluded.changes,
        weights = excluded.weights,
        reasons = excluded.reasons,
        stages = excluded.stages,
        error_code = excluded.error_code
    where r.status = 'failed'
    returning r.run_id into v_run_id;

    if found then
        perform bandit_internal.notify_event(p_account_id, p_run_at, 'run', concat_ws(': ', 'run ' || (p_outcome ->> 'status'), p_outcome ->> 'reason'),
                                    null, v_run_id);
    end if;
    return v_run_id;
end
$function$;

comment on function bandit_internal.log_run(bigint, timestamptz, text, interval, jsonb) is
    'Writes the row of a run, notifies whoever listens, and returns its run_id; null where a run that did not fail is already stored at that time. Internal.';

revoke all on function bandit_internal.log_run(bigint, timestamptz, text, interval, jsonb) from public;
