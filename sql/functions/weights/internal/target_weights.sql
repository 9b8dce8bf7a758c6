-- target_weights: the account's own policy, whichever it is.

create or replace function bandit_internal.target_weights(
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
    v_policy text := (select s.policy from bandit_internal.stg_settings as s where s.account_id = p_account_id);
begin
    return query execute format('select * from bandit_internal.%I($1, $2, $3)', 'target_weights_' || v_policy)
    using p_account_id, p_lookback, p_now;
end
$function$;

comment on function bandit_internal.target_weights(bigint, interval, timestamptz) is
    'Runs the account''s policy: the function target_weights_<policy>. Every policy takes these arguments and returns these columns; the posterior''s and the contexts'' are NULL where a policy has none.';

revoke all on function bandit_internal.target_weights(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.target_weights(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
