-- target_weights_thompson: the statistical policy, up to but not including the projection.
--
-- The score of a generator is its probability to be the best of those whose weight is free to move, sharpened by an exponent
-- of 3, or of 2 in a context, of which less is known; weights are proportional to that, none under the floor. Nothing is
-- blended: the step is the posterior's own. The posterior looks over the account's long, forgetting history; the lookback only
-- counts posts and shows their F/1K. Pinned and testing weights are fixed. Viral and failing need evidence besides the
-- blueprint's counts, and are told, not acted on: the posterior knows already.

create or replace function bandit_internal.target_weights_thompson(
    p_account_id bigint,                  -- the account
    p_lookback   interval,                -- window of posts
    p_now        timestamptz,             -- nothing later is used
    p_half_life  interval default null    -- age at which a post counts half; null: the account's setting
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
set plan_cache_mode = force_generic_plan
as $function$
declare
    c_sharpening         constant double precision := 3;
    c_context_sharpening constant double precision := 2;
    c_context_draws      constant integer := 100;
    c_viral_evidence     constant double precision := 0.9;
    c_failing_evidence   constant double precision := 0.95;
    c_failing_share      constant double precision := 0.5;
    v_settings record;
begin
    select s.*
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    return query
    with known as materialized (
        select
            e.*,
            g.status,
            g.weight,
            g.pinned_weight,
            g.status = 'testing' or g.pinned_weight is not null as is_held
        from bandit.generator_evidence(p_account_id => p_account_id, p_now => p_now, p_half_life => p_half_life) as e
        join bandit_internal.stg_generators as g
            on g.account_id = p_account_id
           and g.generator_name = e.generator_name
        where g.status <> 'disabled'
    ),
    free as (
        select
            array_agg(k.generator_name) as names,
            array_agg(k.generator_number) as numbers,
            array_agg(k.shape) as shapes,
            array_agg(k.exposure) as exposures,
            array_agg(k.log_value) as log_values,
            array_agg(k.value_standard_error) as standard_errors
        from known as k
        where not k.is_held
        having count(*) < (select count(*) from known)   -- else they are compared already
    ),
    compared as (
        select b.generator_name, b.best_probability
        from free as f
        cross join lateral bandit_internal.best_probabilities(f.names, f.numbers, f.shapes, f.exposures, f.log_values, f.standard_errors) as b
    ),
    context_inputs as (
        select
            e.topic,
            e.format,
            e.daypart,
            array_agg(k.generator_name) as names,
            array_agg(k.generator_number) as numbers,
            array_agg(k.shape) as shapes,
            array_agg(k.exposure) as exposures,
            array_agg(k.log_value + e.log_effect) as log_values,
            array_agg(sqrt(power(k.value_standard_error, 2) + power(e.standard_error, 2))) as standard_errors
        from known as k
        cross join lateral unnest(k.effects) as e
        where not k.is_held
        group by e.topic, e.format, e.daypart
    ),
    contextual as (
        select
            b.generator_name,
            jsonb_agg(jsonb_build_object('topic', i.topic, 'format', i.format, 'daypart', i.daypart, 'score', power(b.best_probability, c_context_sharpening)::numeric)
                      order by i.topic collate "C", i.format collate "C", i.daypart) as scores
        from context_inputs as i
        cross join lateral bandit_internal.best_probabilities(i.names, i.numbers, i.shapes, i.exposures, i.log_values, i.standard_errors, c_context_draws) as b
        group by b.generator_name
    ),
    scored as (
        select
            k.*,
            x.scores as context_scores,
            p.posted,
            p.total_posts,
            p.total_impressions,
            p.total_followers,
            p.f_per_1k,
            p.tier,
            case when not k.is_held then coalesce(c.best_probability, k.best_probability) end as score,
            case
                when p.total_posts >= v_settings.viral_min_posts and k.posterior_mean > v_settings.viral_f_per_1k
                    then bandit_internal.gamma_tail(v_settings.viral_f_per_1k::double precision * k.exposure, k.shape)
            end as viral_probability,
            case
                when p.total_posts >= v_settings.failing_min_posts and k.posterior_mean < c_failing_share * k.account_rate
                    then 1 - bandit_internal.gamma_tail(c_failing_share * k.account_rate * k.exposure, k.shape)
            end as failing_probability
        from known as k
        join bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as p on p.generator_name = k.generator_name
        left join compared as c on c.generator_name = k.generator_name
        left join contextual as x on x.generator_name = k.generator_name
    )
    select
        s.generator_name,
        s.status,
        s.weight,
        s.posted,
        s.total_posts,
        s.total_impressions,
        s.total_followers,
        s.f_per_1k,
        s.tier,
        s.score::numeric,
        power(s.score, c_sharpening)::numeric,
        null::numeric,
        case
            when s.status = 'testing'                              then 'testing'
            when s.pinned_weight is not null                       then 'pinned'
            when s.failing_probability >= c_failing_evidence       then 'failing'
            when s.viral_probability >= c_viral_evidence           then 'viral'
            else 'posterior'
        end,
        case when s.is_held then s.weight else power(s.score, c_sharpening)::numeric end,
        case when s.is_held then s.weight end,
        s.posterior_mean::numeric,
        s.credible_low::numeric,
        s.credible_high::numeric,
        s.best_probability::numeric,
        jsonb_strip_nulls(jsonb_build_object(
            'shape', s.shape,
            'exposure', s.exposure,
            'account_rate', s.account_rate,
            'dispersion', s.dispersion,
            'reach', s.reach,
            'expected_loss', s.expected_loss,
            'viral_probability', s.viral_probability,
            'failing_probability', s.failing_probability,
            'changed_at', s.changed_at,
            'rate_before', s.rate_before,
            'rate_after', s.rate_after
        )),
        s.context_scores
    from scored as s;
end
$function$;

comment on function bandit_internal.target_weights_thompson(bigint, interval, timestamptz, interval) is
    'Policy thompson: target proportional to P^3 (in a context P^2), P the probability to be the best of the generators that are free to move. Viral: P(rate > viral_f_per_1k) >= 0.9 and viral_min_posts; failing: P(rate < half the account''s) >= 0.95 and failing_min_posts. fixed_weight is exact, null where the projection decides.';

revoke all on function bandit_internal.target_weights_thompson(bigint, interval, timestamptz, interval) from public;
grant execute on function bandit_internal.target_weights_thompson(bigint, interval, timestamptz, interval) to bandit_operator, bandit_reader;
