-- optimize: one run of one account.
--
-- A run is unique by account and time: asked again for the same time it returns what was stored. Time only moves forward,
-- since each run starts from the weights that the last one left; but a run dated ahead of the clock does not hold up those
-- that are not. A dry run computes the same from the weights as they are and writes nothing. What a run may do is for the
-- account's mode: observe keeps the weights, suggest waits for an operator, autopilot applies. Its shadows are taken before it is applied.

create or replace function bandit.optimize(
    p_dry_run    boolean     default false,   -- true: propose, change nothing
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
    v_clock      timestamptz := bandit.clock();
    v_now        timestamptz := coalesce(p_now, v_clock);
    v_policy     text;
    v_mode       text;
    v_lookback   interval;
    v_last_at    timestamptz;
    v_run_id     bigint;
    v_proposal   record;
begin
    if p_dry_run then
        return query
        select null::bigint, v_now, p.status, p.reason, p.posts_analyzed, p.generators_updated, p.top_performer, p.bottom_performer, p.changes, p.weights
        from bandit.account_settings as s
        cross join lateral bandit_internal.propose_run(v_account_id, coalesce(p_lookback, s.lookback), v_now) as p
        where s.account_id = v_account_id;
        return;
    end if;

    select s.policy, s.mode, coalesce(p_lookback, s.lookback)
    into v_policy, v_mode, v_lookback
    from bandit.account_settings as s
    where s.account_id = v_account_id
    for update;

    select r.run_id
    into v_run_id
    from bandit.optimization_runs as r
    where r.account_id = v_account_id
      and r.run_at = v_now
      and r.status <> 'failed';

    if not found then
        select max(r.run_at)
        into v_last_at
        from bandit.optimization_runs as r
        where r.account_id = v_account_id
          and r.status = 'success'
          and (r.run_at <= v_clock or v_now > v_clock);
        if v_now < v_last_at then
            raise exception 'a run cannot lie before the last applied run'
                using errcode = 'WT010',
                      detail  = format('asked for %s, the last applied run is at %s', v_now, v_last_at),
                      hint    = 'choose a later time, or make it a dry run';
        end if;

        perform bandit_internal.count_selections(v_account_id, v_now);

        select p.*
        into v_proposal
        from bandit_internal.propose_run(v_account_id, v_lookback, v_now) as p;

        if v_proposal.status = 'success' then
            v_proposal.status := case v_mode when 'observe' then 'observed' when 'suggest' then 'suggested' else 'success' end;
        end if;

        v_run_id := bandit_internal.log_run(v_account_id, v_now, v_policy, v_lookback, to_jsonb(v_proposal));
        perform bandit_internal.supersede_suggestions(v_account_id);
        if v_proposal.status <> 'skipped' then
            perform bandit_internal.record_shadows(v_account_id, v_lookback, v_now, v_policy, v_proposal.stages);
        end if;
        if v_proposal.status = 'success' then
            perform bandit_internal.apply_stages(v_account_id, v_run_id, v_policy, v_proposal.stages, v_now);
        end if;
    end if;

    return query
    select r.run_id, r.run_at, r.status, r.reason, r.posts_analyzed, r.generators_updated, r.top_performer, r.bottom_performer, r.changes, r.weights
    from bandit.optimization_runs as r
    where r.account_id = v_account_id
      and r.run_id = v_run_id;
end
$function$;

comment on function bandit.optimize(boolean, timestamptz, interval, bigint) is
    'One optimisation of one account, returned and logged as one row: success, skipped with insufficient_data, or by the account''s mode observed or suggested. Same time again: the stored run. Before the last applied run: WT010. Infeasible weights: WT012. A dry run writes nothing.';

revoke all on function bandit.optimize(boolean, timestamptz, interval, bigint) from public;
grant execute on function bandit.optimize(boolean, timestamptz, interval, bigint) to bandit_operator;
