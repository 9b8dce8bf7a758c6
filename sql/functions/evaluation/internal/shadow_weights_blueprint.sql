-- shadow_weights_blueprint: the next weights of the policy blueprint for each aggressiveness that is compared.
--
-- Scores and rules are the same for all candidates. Each candidate blends from its own last weights, at first from those of the
-- account, projected around the present pins and testing weights. The planner expects thousands of generators, for which it
-- would compile: hence no jit.

create or replace function bandit_internal.shadow_weights_blueprint(
    p_account_id bigint,                              -- the account
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz,                         -- nothing later is used
    p_stages     bandit_internal.weight_stage[]       -- stages of the run, if it is one of this policy; null: it is not
) returns table (
    candidate text,
    weights   jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    v_settings   record;
    v_candidates bandit_internal.policy_candidate[] := array(select c from bandit_internal.policy_candidates(p_account_id) as c where c.policy = 'blueprint');
    v_names      text[] := array(select c.candidate from unnest(v_candidates) as c);
    v_stages     bandit_internal.weight_stage[] := p_stages;
begin
    select s.min_weight, s.viral_boost, s.new_generator_weight
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    if v_stages is null then
        v_stages := bandit_internal.project_targets(
            array(select t from bandit_internal.target_weights_blueprint(p_account_id, p_totals, p_now) as t), v_settings.min_weight
        );
    end if;

    return query
    with stages as materialized (
        select s.generator_name, s.current_weight, s.sharpened_score, s.rule, s.fixed_weight, s.rule in ('pinned', 'testing') as is_held
        from unnest(v_stages) as s
    ),
    candidates as materialized (
        select c.candidate, c.value::numeric as aggressiveness, l.weights
        from bandit_internal.last_shadows(p_account_id, v_names, p_now) as l
        join unnest(v_candidates) as c on c.candidate = l.candidate
    ),
    starts as (
        select
            c.candidate,
            c.aggressiveness,
            array_agg(s.generator_name) as names,
            array_agg(coalesce((c.weights ->> s.generator_name)::numeric, s.current_weight)) as scores,
            array_agg(case when s.is_held then s.current_weight end) as fixed
        from candidates as c
        cross join stages as s
        group by c.candidate, c.aggressiveness
    ),
    targets as (
        select
            b.candidate,
            array_agg(s.generator_name) as names,
            array_agg(t.target) as scores,
            array_agg(case
                when s.is_held                    then s.fixed_weight
                when s.fixed_weight is not null   then greatest(t.target, v_settings.min_weight)
            end) as fixed
        from starts as b
        cross join lateral bandit_internal.project_weights(b.names, b.scores, b.fixed, v_settings.min_weight) as w
        join stages as s on s.generator_name = w.generator_name
        cross join lateral bandit_internal.blueprint_target(
            s.rule, w.weight, bandit_internal.blend_weight(w.weight, s.sharpened_score, b.aggressiveness),
            v_settings.viral_boost, v_settings.new_generator_weight, v_settings.min_weight
        ) as t (target)
        group by b.candidate
    )
    select t.candidate, (select jsonb_object_agg(w.generator_name, w.weight) from bandit_internal.project_weights(t.names, t.scores, t.fixed, v_settings.min_weight) as w)
    from targets as t;
end
$function$;

comment on function bandit_internal.shadow_weights_blueprint(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.weight_stage[]) is
    'Returns for each candidate of the policy blueprint the weights (0 to 1, {generator_name: weight}) that a run would give it, each starting from its own last ones. Internal.';

revoke all on function bandit_internal.shadow_weights_blueprint(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.weight_stage[]) from public;
grant execute on function bandit_internal.shadow_weights_blueprint(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.weight_stage[]) to bandit_operator, bandit_reader;
