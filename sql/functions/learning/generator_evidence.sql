-- generator_evidence: how certain the rates of the generators are.
--
-- The posterior of the policy thompson, whichever policy the account follows: over the account's long history, which it
-- forgets, and not over a lookback.

create or replace function bandit.generator_evidence(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_half_life  interval    default null,   -- age at which a post counts half; null: the account's setting
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name   text,
    posterior_mean   double precision,
    credible_low     double precision,
    credible_high    double precision,
    best_probability double precision,
    expected_loss    double precision,
    reach            double precision,
    shape            double precision,
    exposure_1k      double precision,
    account_rate     double precision,
    dispersion       double precision,
    changed_at       timestamptz,
    rate_before      double precision,
    rate_after       double precision,
    objective        text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_objective  text := (
        select bandit_internal.describe_objective(s.objective) from bandit_internal.stg_settings as s where s.account_id = v_account_id
    );
    v_posteriors bandit_internal.generator_posterior[] :=
        bandit_internal.generator_posteriors(v_account_id, v_now, bandit_internal.check_duration('half-life', p_half_life));
begin
    return query
    select
        p.generator_name, p.posterior_mean, p.credible_low, p.credible_high, p.best_probability, p.expected_loss, 1000 * exp(p.log_reach),
        p.shape, p.exposure_1k, p.account_rate, p.dispersion, p.changed_at, p.rate_before, p.rate_after,
        v_objective
    from unnest(v_posteriors) as p
    order by p.best_probability desc nulls last, p.posterior_mean desc, p.generator_name collate "C";
end
$function$;

comment on function bandit.generator_evidence(timestamptz, interval, bigint) is
    'Returns per generator, most probably best first: posterior mean of its rate (followers, or value in an objective of one''s own, per 1000 of exposure) with a 95 % credible interval, probability to be the best (0 to 1) and expected loss by the account''s objective (NULL: disabled), reach (exposure a post), the parameters of the posterior, and its last change (NULL: none found). Unknown account: WT001.';

revoke all on function bandit.generator_evidence(timestamptz, interval, bigint) from public;
grant execute on function bandit.generator_evidence(timestamptz, interval, bigint) to bandit_operator, bandit_reader;
