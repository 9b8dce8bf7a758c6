-- explain_weights: every stage from performance to new weight, one row a generator.
--
-- This is the computation of a run itself, not a retelling of it: optimize applies exactly these rows.

create or replace function bandit.explain_weights(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_lookback   interval    default null,   -- null: the account's setting
    p_account_id bigint      default null    -- null: the current account
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
    new_weight        numeric,
    explanation       text,
    context_weights   jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_lookback   interval;
    v_min_weight numeric;
begin
    select coalesce(p_lookback, s.lookback), s.min_weight
    into v_lookback, v_min_weight
    from bandit_internal.stg_settings as s
    where s.account_id = v_account_id;

    return query
    with targets as materialized (
        select *
        from bandit_internal.target_weights(v_account_id, v_lookback, v_now)
    ),
    arrays as (
        select
            array_agg(t.generator_name) as names,
            array_agg(t.target_weight) as scores,
            array_agg(t.context_scores) as context_scores,
            array_agg(t.fixed_weight) as fixed
        from targets as t
    ),
    projected as (
        select w.generator_name, w.weight
        from arrays as a
        cross join lateral bandit_internal.project_weights(a.names, a.scores, a.fixed, v_min_weight) as w
    ),
    contextual as (
        select c.generator_name, c.context_weights
        from arrays as a
        cross join lateral bandit_internal.project_contexts(a.names, a.context_scores, a.fixed, v_min_weight) as c
    )
    select
        t.generator_name,
        t.status,
        t.current_weight,
        t.posted,
        t.total_posts,
        t.total_impressions,
        t.total_followers,
        t.f_per_1k,
        t.tier,
        t.score,
        t.sharpened_score,
        t.blended_weight,
        t.rule,
        t.target_weight,
        t.fixed_weight,
        t.posterior_mean,
        t.credible_low,
        t.credible_high,
        t.best_probability,
        t.evidence,
        p.weight,
        case
            when t.posterior_mean is null or t.fixed_weight is not null
                then bandit_internal.explain_rule(t.rule, t.f_per_1k, t.total_posts, t.current_weight, t.score, t.fixed_weight is not null)
            else bandit_internal.explain_posterior(t.rule, t.posterior_mean, t.credible_low, t.credible_high, t.best_probability, t.evidence)
        end,
        c.context_weights
    from targets as t
    join projected as p using (generator_name)
    left join contextual as c using (generator_name)
    order by p.weight desc, t.generator_name collate "C";
end
$function$;

comment on function bandit.explain_weights(timestamptz, interval, bigint) is
    'Every stage of the next run for every generator in play: performance, score (0 to 1), target before normalising, rule, new weight (0 to 1) and why, and where contexts are told apart its weights by context, an array of {"topic", "format", "daypart", "weight"}. Changes nothing.';

revoke all on function bandit.explain_weights(timestamptz, interval, bigint) from public;
grant execute on function bandit.explain_weights(timestamptz, interval, bigint) to bandit_operator, bandit_reader;
