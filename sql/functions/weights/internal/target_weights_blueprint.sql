-- target_weights_blueprint: the heuristic of the blueprint, up to but not including the projection.
--
-- The score is the min-max normalised F/1K of the measured generators, or value in an objective of one's own, raised to score_exponent and blended with the current
-- weight; then the rules of blueprint_rule apply. Pinned, testing and failing weights are fixed, and so is the weight of a
-- generator that is not new but has nothing measured in the lookback: it must not decay for lack of data. If nobody is left
-- to take up the rest, the kept weights become free, and after them the failing ones.

create or replace function bandit_internal.target_weights_blueprint(
    p_account_id bigint,                              -- the account
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz,                         -- nothing later is used
    p_generators bandit_internal.generator_weight[] default null   -- the generators in play, with the weights that it starts from; null: the account's
) returns setof bandit_internal.weight_target
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings   record;
    v_objective  bandit_internal.objective;
    v_generators bandit_internal.generator_weight[] := coalesce(p_generators, bandit_internal.generators_in_play(p_account_id));
    v_new        text[];
begin
    select
        s.score_exponent, s.aggressiveness, s.min_weight, s.new_generator_max_posts, s.new_generator_weight, s.viral_min_posts, s.viral_boost,
        s.failing_min_posts, s.objective
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    v_objective := bandit_internal.parse_objective(v_settings.objective);
    v_new := array(
        select g.generator_name
        from unnest(v_generators) as g
        join unnest(p_totals) as t using (generator_name)
        where case
            when t.total_posts < v_settings.new_generator_max_posts   -- else the lookback alone shows that it is not
                then bandit_internal.is_new_generator(p_account_id, g.generator_name, v_settings.new_generator_max_posts, p_now)
            else false
        end
    );

    return query
    with measured as (
        select
            g.generator_name,
            g.status,
            g.weight,
            g.pinned_weight,
            p.posted,
            p.total_posts,
            p.total_impressions,
            p.total_followers,
            p.f_per_1k,
            p.tier,
            p.value,
            min(p.value) over () as lowest,
            max(p.value) over () as highest
        from unnest(v_generators) as g
        join unnest(p_totals) as p using (generator_name)
    ),
    scored as (
        select
            m.*,
            case
                when m.value is null          then null
                when m.highest = m.lowest     then 0.5
                else (m.value - m.lowest) / (m.highest - m.lowest)
            end as score,
            bandit_internal.blueprint_rule(
                m.status, m.pinned_weight, m.generator_name = any (v_new), t.tier, m.total_posts, v_settings.viral_min_posts
            ) as rule
        from measured as m
        cross join lateral (
            select
                case   -- viral is of F/1K
                    when v_objective.is_own then bandit.performance_tier(m.value, m.total_posts::integer, v_settings.failing_min_posts, null)
                    else m.tier
                end as tier
        ) as t
    ),
    blended as (
        select
            s.*,
            h.sharpened_score,
            bandit_internal.blend_weight(s.weight, h.sharpened_score, v_settings.aggressiveness) as blended_weight,
            count(*) filter (where s.rule in ('new', 'viral', 'blended')) over () as moving,
            count(*) filter (where s.rule in ('new', 'viral', 'blended', 'kept')) over () as moving_or_kept
        from scored as s
        cross join lateral power(s.score, v_settings.score_exponent) as h (sharpened_score)
    )
    select
        b.generator_name, b.status, b.weight, b.pinned_weight, b.posted, b.total_posts, b.total_impressions, b.total_followers, b.f_per_1k,
        b.tier, b.score, b.sharpened_score, b.blended_weight, b.rule,
        bandit_internal.blueprint_target(
            b.rule, b.weight, b.blended_weight, v_settings.viral_boost, v_settings.new_generator_weight, v_settings.min_weight
        ),
        case
            when b.rule in ('testing', 'pinned')                     then b.weight
            when b.rule = 'kept' and b.moving > 0                    then greatest(b.weight, v_settings.min_weight)
            when b.rule = 'failing' and b.moving_or_kept > 0         then v_settings.min_weight
        end,
        null::numeric, null::numeric, null::numeric, null::numeric, null::jsonb, null::bandit_internal.context_score[],
        b.value, v_objective.name
    from blended as b;
end
$function$;

comment on function bandit_internal.target_weights_blueprint(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.generator_weight[]) is
    'Returns the targets of the policy blueprint, with every stage from performance to target, for each generator in play. target_weight is before normalising; fixed_weight is exact, NULL where the projection decides.';

revoke all on function bandit_internal.target_weights_blueprint(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.generator_weight[]) from public;
grant execute on function bandit_internal.target_weights_blueprint(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.generator_weight[]) to bandit_operator, bandit_reader;
