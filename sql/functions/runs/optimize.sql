-- optimize: one run of one account.
--
-- A run is unique by account and time: a second call for the same time returns the stored row. Runs are in order of time, since
-- each starts from the weights that the last one left; a run dated ahead of the clock does not hold up those that are not. A
-- dry run computes the same and writes nothing. The account's mode decides what happens to the new weights: observe logs them,
-- suggest keeps them for an operator to approve, autopilot applies them. Shadows are stored before the weights change.

create or replace function bandit.optimize(
    p_dry_run    boolean     default false,   -- true: compute and return, write nothing
    p_now        timestamptz default null,    -- time of the run; null: clock(); nothing later is used
    p_lookback   interval    default null,    -- window of posts; null: the account's setting
    p_account_id bigint      default null     -- null: the current account
) returns table (
    run_id             bigint,
    run_at             timestamptz,
    status             text,
    reason             text,
    posts_analyzed     bigint,
    generators_updated integer,
    top_performer      text,
    bottom_performer   text,
    changes            jsonb,
    weights            jsonb
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_lookback   interval;
    v_totals     bandit_internal.generator_total[];
    v_result     bandit_internal.run_result;
    v_run_id     bigint;
begin
    if not p_dry_run then
        perform bandit_internal.lock_account(v_account_id);
        if p_now is null then   -- the lock may have been waited for during a run of another session
            v_now := coalesce(bandit_internal.run_since(v_account_id, v_now), v_now);
        end if;
    end if;
    select coalesce(p_lookback, s.lookback)
    into v_lookback
    from bandit.account_settings as s
    where s.account_id = v_account_id;

    if p_dry_run then
        v_totals := array(select t from bandit_internal.generator_totals(v_account_id, v_lookback, v_now) as t);
        v_result := bandit_internal.propose_run(v_account_id, v_totals, v_now);
        return query
        select null::bigint, v_now, v_result.status, v_result.reason, v_result.posts_analyzed, v_result.generators_updated,
               v_result.top_performer, v_result.bottom_performer, coalesce(v_result.changes, '[]'), coalesce(v_result.weights, '[]');
        return;
    end if;

    select r.run_id
    into v_run_id
    from bandit.optimization_runs as r
    where r.account_id = v_account_id
      and r.run_at = v_now
      and r.status <> 'failed';
    if not found then
        v_run_id := bandit_internal.perform_run(v_account_id, v_lookback, v_now);
    end if;

    return query
    select r.run_id, r.run_at, r.status, r.reason, r.posts_analyzed, r.generators_updated, r.top_performer, r.bottom_performer, r.changes, r.weights
    from bandit.optimization_runs as r
    where r.account_id = v_account_id
      and r.run_id = v_run_id;
end
$function$;

comment on function bandit.optimize(boolean, timestamptz, interval, bigint) is
    'Runs one optimisation of one account; returns and logs it as one row: success, skipped (insufficient_data, no_active_generator), or by the account''s mode observed or suggested. A second call for the same time returns the stored run, and so does a call without p_now that waited for a run of another session. Writes nothing in a dry run. Unknown account: WT001. Lookback of 0 or less: WT004. Before the last applied run: WT010. Infeasible weights: WT012.';

revoke all on function bandit.optimize(boolean, timestamptz, interval, bigint) from public;
grant execute on function bandit.optimize(boolean, timestamptz, interval, bigint) to bandit_operator;
