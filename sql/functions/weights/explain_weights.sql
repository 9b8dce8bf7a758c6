-- explain_weights: shows how the next run would compute the weights, one row a generator.

create or replace function bandit.explain_weights(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_lookback   interval    default null,   -- window of posts; null: the account's setting
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
    context_weights   jsonb,
    objective         text,
    value             numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_totals     bandit_internal.generator_total[] := array(
        select t from bandit_internal.generator_totals(v_account_id, p_lookback, v_now) as t
    );
    v_stages     bandit_internal.weight_stage[] := bandit_internal.compute_weights(v_account_id, v_totals, v_now);
begin
    return query
    select
        s.generator_name, s.status, s.current_weight, s.posted, s.total_posts, s.total_impressions, s.total_followers, s.f_per_1k,
        s.tier, s.score, s.sharpened_score, s.blended_weight, s.rule, s.target_weight, s.fixed_weight, s.posterior_mean,
        s.credible_low, s.credible_high, s.best_probability, s.evidence, s.new_weight, s.explanation, to_jsonb(s.context_weights),
        bandit_internal.describe_objective(s.objective), s.value
    from unnest(v_stages) as s;
end
$function$;

comment on function bandit.explain_weights(timestamptz, interval, bigint) is
    'Returns every stage of the next run for every generator in play, by descending new weight: performance, score (0 to 1), target before normalising, rule, new weight (0 to 1), the reason, and weights by context, an array of {"topic", "format", "daypart", "weight"} (NULL: none); objective: what it counts; value: what generators are ranked by, F/1K or the value in an objective of one''s own. Changes nothing. Unknown account: WT001. Infeasible weights: WT012.';

revoke all on function bandit.explain_weights(timestamptz, interval, bigint) from public;
grant execute on function bandit.explain_weights(timestamptz, interval, bigint) to bandit_operator, bandit_reader;
