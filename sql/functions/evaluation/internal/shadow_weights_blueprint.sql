-- shadow_weights_blueprint: the blueprint's next weights for each aggressiveness that is tried.
--
-- What was measured, the scores and the rules are the same for all; so the posts are read once, by
-- the run where it was one of this policy. Each candidate blends from where it was itself, or at first from where the account is, projected around today's pins and testing weights.
-- The planner expects thousands of generators, and would rather compile than run: hence no jit.

create or replace function bandit_internal.shadow_weights_blueprint(
    p_account_id bigint,        -- the account
    p_lookback   interval,      -- window of posts
    p_now        timestamptz,   -- nothing later is used
    p_stages     jsonb          -- array of the rows of explain_weights of a run of this policy; null: it was none
) returns table (
    candidate text,
    weights   jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $function$
declare
    v_settings record;
    v_stages   jsonb := coalesce(p_stages, (select jsonb_agg(t) from bandit_internal.target_weights_blueprint(p_account_id, p_lookback, p_now) as t));
begin
    select s.min_weight, s.viral_boost, s.new_generator_weight
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    return query
    with stages as materialized (
        select s.*, s.rule in ('pinned', 'testing') as is_held
        from jsonb_to_recordset(v_stages) as s (generator_name text, current_weight numeric, sharpened_score numeric, rule text, fixed_weight numeric)
    ),
    candidates as materialized (
        select c.candidate, c.value::numeric as aggressiveness, l.weights
        from bandit_internal.policy_candidates(p_account_id) as c
        left join lateral bandit_internal.last_shadow(p_account_id, c.candidate, p_now) as l on true
        where c.policy = 'blueprint'
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

comment on function bandit_internal.shadow_weights_blueprint(bigint, interval, timestamptz, jsonb) is
    'Per candidate of the policy blueprint the weights (0 to 1, {generator_name: weight}) that a run would give it, each on its own course.';

revoke all on function bandit_internal.shadow_weights_blueprint(bigint, interval, timestamptz, jsonb) from public;
grant execute on function bandit_internal.shadow_weights_blueprint(bigint, interval, timestamptz, jsonb) to bandit_operator, bandit_reader;
