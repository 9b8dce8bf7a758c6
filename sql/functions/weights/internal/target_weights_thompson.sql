-- target_weights_thompson: the statistical policy, up to but not including the projection.
--
-- The score of a generator is the probability that it is the best of those whose weight is not held, raised to an exponent of
-- 3; weights are proportional to that. Nothing is blended: the posterior moves only as far as the data justify. It uses the
-- account's long history, which it forgets; the lookback only gives the counts and the F/1K that are shown. Pinned and testing
-- weights are held. A generator with fewer posts in memory than new_generator_max_posts gets at most twice its fair share, here and in each context.
-- Viral and failing are reported, not acted on, since the posterior accounts for both; each needs evidence besides the
-- blueprint's counts.

create or replace function bandit_internal.target_weights_thompson(
    p_account_id bigint,                              -- the account
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz,                         -- nothing later is used
    p_half_life  interval default null,               -- age at which a post counts half; null: the account's setting
    p_generators bandit_internal.generator_weight[] default null,  -- the generators in play with their weights; null: the account's
    p_days       bandit_internal.learning_day[] default null       -- its posts, from days_in_memory; null: they are read
) returns setof bandit_internal.weight_target
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_sharpening constant double precision := 3;
    v_settings   record;
    v_generators bandit_internal.generator_weight[] := coalesce(p_generators, bandit_internal.generators_in_play(p_account_id));
    v_posteriors bandit_internal.generator_posterior[] := bandit_internal.generator_posteriors(p_account_id, p_now, p_half_life, p_days);
    v_free       bandit_internal.contender[];
    v_compared   bandit_internal.contender[];
    v_names      text[];
    v_scores     double precision[];
    v_targets    double precision[];
    v_posts      bigint[];
begin
    select
        case when not (bandit_internal.parse_objective(s.objective)).is_own then s.viral_f_per_1k::double precision end as viral_f_per_1k,   -- it is of F/1K
        s.objective, s.viral_min_posts, s.failing_min_posts, s.new_generator_max_posts
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    v_free := bandit_internal.contenders(v_posteriors, array(
        select g.generator_name from unnest(v_generators) as g where g.status = 'active' and g.pinned_weight is null
    ));
    if cardinality(v_free) < cardinality(v_generators) then   -- else generator_posteriors has compared the same ones
        v_compared := v_free;
    end if;

    select array_agg(f.generator_name), array_agg(coalesce(b.best_probability, p.best_probability)), array_agg(p.posts)
    into v_names, v_scores, v_posts
    from unnest(v_free) as f
    join unnest(v_posteriors) as p using (generator_name)
    left join bandit_internal.best_probabilities(v_compared) as b using (generator_name);
    v_targets := bandit_internal.cap_unproven(
        array(select power(s.score, c_sharpening) from unnest(v_scores) with ordinality as s (score, place) order by s.place),
        v_posts, v_settings.new_generator_max_posts
    );

    return query
    select
        g.generator_name, g.status, g.weight, g.pinned_weight, t.posted, t.total_posts, t.total_impressions, t.total_followers, t.f_per_1k,
        t.tier,
        j.score::numeric,
        power(j.score, c_sharpening)::numeric,
        null::numeric,
        bandit_internal.thompson_rule(g.status, g.pinned_weight, p.posts < v_settings.new_generator_max_posts, j.viral, j.failing),
        coalesce(w.target::numeric, g.weight),
        case when j.score is null then g.weight end,
        p.posterior_mean::numeric,
        p.credible_low::numeric,
        p.credible_high::numeric,
        p.best_probability::numeric,
        bandit_internal.describe_posterior(p, j.viral, j.failing),
        c.context_scores,
        t.value,
        v_settings.objective
    from unnest(v_generators) as g
    join unnest(p_totals) as t using (generator_name)
    join unnest(v_posteriors) as p using (generator_name)
    left join unnest(v_names, v_targets, v_scores) as w (generator_name, target, score) using (generator_name)
    left join bandit_internal.context_scores(v_free, v_posteriors, v_settings.new_generator_max_posts) as c using (generator_name)
    cross join lateral (
        select
            w.score,
            case
                when t.total_posts >= v_settings.viral_min_posts
                    then bandit_internal.viral_probability(p.shape, p.exposure_1k, v_settings.viral_f_per_1k)
            end as viral,
            case
                when t.total_posts >= v_settings.failing_min_posts
                    then bandit_internal.failing_probability(p.shape, p.exposure_1k, p.account_rate)
            end as failing
        offset 0   -- each value is computed once, not wherever it is named
    ) as j;
end
$function$;

comment on function bandit_internal.target_weights_thompson(bigint, bandit_internal.generator_total[], timestamptz, interval, bandit_internal.generator_weight[], bandit_internal.learning_day[]) is
    'Returns the targets of the policy thompson for each generator in play, proportional to P^3, P the probability that it is the best of the generators whose weight is not held, and scores by context (context_scores). fixed_weight is exact, NULL where the projection decides.';

revoke all on function bandit_internal.target_weights_thompson(bigint, bandit_internal.generator_total[], timestamptz, interval, bandit_internal.generator_weight[], bandit_internal.learning_day[]) from public;
grant execute on function bandit_internal.target_weights_thompson(bigint, bandit_internal.generator_total[], timestamptz, interval, bandit_internal.generator_weight[], bandit_internal.learning_day[]) to bandit_operator, bandit_reader;
