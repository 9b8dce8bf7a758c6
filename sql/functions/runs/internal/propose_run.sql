-- propose_run: computes what a run at a time would do, and changes nothing.

create or replace function bandit_internal.propose_run(
    p_account_id bigint,                              -- the account
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz                          -- nothing later is used
) returns bandit_internal.run_result
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings   record;
    v_generators bandit_internal.generator_weight[] := bandit_internal.generators_in_play(p_account_id);
    v_days       bandit_internal.learning_day[] := bandit_internal.days_in_memory(p_account_id, p_now);
    v_result     bandit_internal.run_result;
begin
    select s.min_posts, s.significant_change
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    v_result.posts_analyzed := bandit_internal.posts_in_memory(v_days);
    select
        coalesce(v_result.posts_analyzed, sum(r.total_posts), 0),
        min(r.generator_name) filter (where r.top_place = 1 and r.value is not null),
        min(r.generator_name) filter (where r.bottom_place = 1 and r.value is not null)
    into v_result.posts_analyzed, v_result.top_performer, v_result.bottom_performer
    from bandit_internal.rank_generators(p_totals) as r;

    v_result.reason := case
        when v_result.posts_analyzed < v_settings.min_posts then 'insufficient_data'
        when v_generators = '{}'                            then 'no_active_generator'
    end;
    if v_result.reason is not null then
        v_result.status := 'skipped';
        v_result.generators_updated := 0;
        v_result.weights := (
            select jsonb_agg(jsonb_build_object('generator_name', g.generator_name, 'weight', g.weight)
                             order by g.weight desc, g.generator_name collate "C")
            from unnest(v_generators) as g
        );
        return v_result;
    end if;

    v_result.status := 'success';
    v_result.stages := bandit_internal.compute_weights(p_account_id, p_totals, p_now, v_days);
    select
        count(*) filter (where c.is_significant),
        jsonb_agg(
            jsonb_build_object('generator_name', s.generator_name, 'old_weight', s.current_weight,
                               'new_weight', s.new_weight, 'reason', s.explanation)
            order by abs(s.new_weight - s.current_weight) desc, s.generator_name collate "C"
        ) filter (where c.is_significant),
        jsonb_agg(jsonb_build_object('generator_name', s.generator_name, 'weight', s.new_weight)
                  order by s.new_weight desc, s.generator_name collate "C"),
        jsonb_object_agg(s.generator_name, s.explanation)
    into v_result.generators_updated, v_result.changes, v_result.weights, v_result.reasons
    from unnest(v_result.stages) as s
    cross join lateral (
        select s.new_weight <> s.current_weight and abs(s.new_weight - s.current_weight) >= v_settings.significant_change as is_significant
    ) as c;
    return v_result;
end
$function$;

comment on function bandit_internal.propose_run(bigint, bandit_internal.generator_total[], timestamptz) is
    'Returns what a run at p_now would log: status, counts, performers, significant changes, all weights and the stages behind them. Infeasible weights: WT012.';

revoke all on function bandit_internal.propose_run(bigint, bandit_internal.generator_total[], timestamptz) from public;
grant execute on function bandit_internal.propose_run(bigint, bandit_internal.generator_total[], timestamptz) to bandit_operator, bandit_reader;
