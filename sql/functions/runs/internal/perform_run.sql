-- perform_run: computes a run, logs it, and applies it if the account's mode says so.

create or replace function bandit_internal.perform_run(
    p_account_id bigint,        -- the account, whose settings row the caller has locked
    p_lookback   interval,      -- window of posts
    p_now        timestamptz    -- time of the run, which has none yet; nothing later is used
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings record;
    v_totals   bandit_internal.generator_total[];
    v_result   bandit_internal.run_result;
    v_run_id   bigint;
begin
    select s.policy, case s.mode when 'observe' then 'observed' when 'suggest' then 'suggested' else 'success' end as status
    into v_settings
    from bandit.account_settings as s
    where s.account_id = p_account_id;

    perform bandit_internal.check_run_order(p_account_id, p_now);
    perform bandit_internal.count_selections(p_account_id, p_now);

    v_totals := array(select t from bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as t);
    v_result := bandit_internal.propose_run(p_account_id, v_totals, p_now);
    if v_result.status = 'success' then
        v_result.status := v_settings.status;
    end if;

    v_run_id := bandit_internal.log_run(p_account_id, p_now, v_settings.policy, p_lookback, v_result);
    perform bandit_internal.supersede_suggestions(p_account_id);
    if v_result.status <> 'skipped' then
        perform bandit_internal.record_shadows(p_account_id, v_totals, p_now, v_settings.policy, v_result.stages);
    end if;
    perform bandit_internal.follow_policies(p_account_id, v_totals, p_now);
    if v_result.status = 'success' then
        perform bandit_internal.apply_stages(p_account_id, v_run_id, v_settings.policy, v_result.stages, p_now);
    end if;
    return v_run_id;
end
$function$;

comment on function bandit_internal.perform_run(bigint, interval, timestamptz) is
    'Computes and logs a run, stores its shadows, moves the arms that follow a policy, and applies it in mode autopilot; returns its run_id. Before the last applied run: WT010. Infeasible weights: WT012.';

revoke all on function bandit_internal.perform_run(bigint, interval, timestamptz) from public;
