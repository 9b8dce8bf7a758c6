-- weights_before_run: the weights before a run, made valid for the present pins, statuses and floor.
--
-- A run stores all weights that it left; the history has the old weight of each that it changed. A generator that was not in
-- play then keeps its weight.

create or replace function bandit_internal.weights_before_run(
    p_account_id bigint,   -- the account
    p_run_id     bigint    -- an applied run
) returns bandit_internal.weight_move[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_min_weight numeric := (select s.min_weight from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_generators bandit_internal.generator_weight[] := bandit_internal.generators_in_play(p_account_id);
    v_before     jsonb;
    v_names      text[];
    v_scores     numeric[];
    v_fixed      numeric[];
begin
    select jsonb_object_agg(w.generator_name, coalesce(c.old_weight, w.weight))
    into v_before
    from bandit_internal.stg_runs as r
    cross join lateral jsonb_to_recordset(r.weights) as w (generator_name text, weight numeric)
    left join bandit_internal.stg_weight_changes as c
        on c.account_id = p_account_id
       and c.run_id = p_run_id
       and c.generator_name = w.generator_name
    where r.account_id = p_account_id
      and r.run_id = p_run_id;

    select
        array_agg(g.generator_name),
        array_agg(b.weight),
        array_agg(case when g.pinned_weight is not null or g.status = 'testing' or b.weight is null then g.weight end)
    into v_names, v_scores, v_fixed
    from unnest(v_generators) as g
    cross join lateral (select (v_before ->> g.generator_name)::numeric as weight) as b;

    return array(
        select row(g.generator_name, g.status, g.status, g.weight, w.weight, g.pinned_weight)::bandit_internal.weight_move
        from bandit_internal.project_weights(v_names, v_scores, v_fixed, v_min_weight) as w
        join unnest(v_generators) as g using (generator_name)
        order by w.weight desc, g.generator_name collate "C"
    );
end
$function$;

comment on function bandit_internal.weights_before_run(bigint, bigint) is
    'Returns the present weight and the weight before a run (0 to 1) of every generator in play, projected around pins, testing weights and the floor. Infeasible: WT012.';

revoke all on function bandit_internal.weights_before_run(bigint, bigint) from public;
