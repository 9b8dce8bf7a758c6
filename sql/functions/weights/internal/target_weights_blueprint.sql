-- target_weights_blueprint: the heuristic of the blueprint, up to but not including the projection.
--
-- Scores are min-max F/1K of the measured generators, raised to score_exponent and blended with the current weight; the
-- cases viral, failing and new then apply in this order and the last that applies wins. Pinned, testing and failing
-- weights are fixed, and so is the weight of a generator that is not new but has nothing measured in the window: it
-- must not decay for lack of data. If that leaves nobody to take up the rest, the kept ones become free, and after them
-- the failing ones.

create or replace function bandit_internal.target_weights_blueprint(
    p_account_id bigint,        -- the account
    p_lookback   interval,      -- window of posts
    p_now        timestamptz    -- nothing later is used
) returns table (
    generator_name    text,
    status            text,
    current_weight    numeric,
    posted            bigint,
    total_posts       bigint,
    total_impressions numeric,
    total_followers   numeric,
    f_per_1k          numeric,
    tier              text,
    score             numeric,
    sharpened_score   numeric,
    blended_weight    numeric,
    rule              text,
    target_weight     numeric,
    fixed_weight      numeric,
    posterior_mean    numeric,
    credible_low      numeric,
    credible_high     numeric,
    best_probability  numeric,
    evidence          jsonb,
    context_scores    jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings record;
begin
    select s.*
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    return query
    with measured as (
        select
            p.*,
            g.weight,
            g.pinned_weight,
            g.status,
            min(p.f_per_1k) filter (where g.status <> 'disabled') over () as lowest,
            max(p.f_per_1k) filter (where g.status <> 'disabled') over () as highest
        from bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as p
        join bandit_internal.stg_generators as g
            on g.account_id = p_account_id
           and g.generator_name = p.generator_name
    ),
    scored as materialized (
        select
            m.*,
            case
                when m.f_per_1k is null       then null
                when m.highest = m.lowest     then 0.5
                else (m.f_per_1k - m.lowest) / (m.highest - m.lowest)
            end as score,
            m.total_posts < v_settings.new_generator_max_posts
                and bandit_internal.is_new_generator(p_account_id, m.generator_name, v_settings.new_generator_max_posts, p_now) as is_new
        from measured as m
        where m.status <> 'disabled'
    ),
    sharpened as (
        select s.*, power(s.score, v_settings.score_exponent) as sharpened_score
        from scored as s
    ),
    blended as (
        select
            s.*,
            bandit_internal.blend_weight(s.weight, s.sharpened_score, v_settings.aggressiveness) as blended_weight
        from sharpened as s
    ),
    ruled as (
        select
            b.*,
            case
                when b.status = 'testing'                                                                     then 'testing'
                when b.pinned_weight is not null                                                              then 'pinned'
                when b.is_new                                                                                 then 'new'
                when b.f_per_1k <= 0 and b.total_posts >= v_settings.failing_min_posts                        then 'failing'
                when b.f_per_1k > v_settings.viral_f_per_1k and b.total_posts >= v_settings.viral_min_posts   then 'viral'
                when b.f_per_1k is null                                                                       then 'kept'
                else 'blended'
            end as rule
        from blended as b
    ),
    counted as (
        select
            r.*,
            count(*) filter (where r.rule in ('new', 'viral', 'blended')) over () = 0 as nobody_moves,
            count(*) filter (where r.rule in ('new', 'viral', 'blended', 'kept')) over () = 0 as nobody_is_kept
        from ruled as r
    )
    select
        c.generator_name,
        c.status,
        c.weight,
        c.posted,
        c.total_posts,
        c.total_impressions,
        c.total_followers,
        c.f_per_1k,
        c.tier,
        c.score,
        c.sharpened_score,
        c.blended_weight,
        c.rule,
        bandit_internal.blueprint_target(c.rule, c.weight, c.blended_weight, v_settings.viral_boost, v_settings.new_generator_weight, v_settings.min_weight),
        case
            when c.rule in ('testing', 'pinned')                         then c.weight
            when c.rule = 'kept' and not c.nobody_moves                  then greatest(c.weight, v_settings.min_weight)
            when c.rule = 'failing' and not c.nobody_is_kept             then v_settings.min_weight
        end,
        null::numeric,
        null::numeric,
        null::numeric,
        null::numeric,
        null::jsonb,
        null::jsonb
    from counted as c;
end
$function$;

comment on function bandit_internal.target_weights_blueprint(bigint, interval, timestamptz) is
    'Policy blueprint: every stage from performance to target for each generator in play. target_weight is before normalising; fixed_weight is exact, null where the projection decides.';

revoke all on function bandit_internal.target_weights_blueprint(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.target_weights_blueprint(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
