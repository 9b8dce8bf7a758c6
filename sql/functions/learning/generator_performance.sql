-- generator_performance: what each generator achieved in a window of posts, and how sure one can be of its rate.
--
-- The window is the lookback's; the posterior looks over the account's long, forgetting history. Runs use the two apart.

create or replace function bandit.generator_performance(
    p_lookback   interval    default null,   -- window of posts; null: the account's setting
    p_now        timestamptz default null,   -- end of the window; null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name    text,
    posted            bigint,
    total_posts       bigint,
    avg_likes         numeric,
    avg_views         numeric,
    avg_followers     numeric,
    total_impressions numeric,
    total_followers   numeric,
    f_per_1k          numeric,
    tier              text,
    total_exposure    numeric,
    exposure_measure  text,
    posterior_mean    double precision,
    credible_low      double precision,
    credible_high     double precision,
    best_probability  double precision,
    expected_loss     double precision
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
begin
    return query
    select t.*, e.posterior_mean, e.credible_low, e.credible_high, e.best_probability, e.expected_loss
    from bandit_internal.generator_totals(v_account_id, p_lookback, v_now) as t
    join bandit.generator_evidence(p_account_id => v_account_id, p_now => v_now) as e on e.generator_name = t.generator_name
    order by t.f_per_1k desc nulls last, t.total_posts desc, t.generator_name collate "C";
end
$function$;

comment on function bandit.generator_performance(interval, timestamptz, bigint) is
    'generator_totals, best first, beside the posterior of generator_evidence: mean of the followers per 1000 impressions with a 95 % credible interval, probability to be the best (0 to 1) and expected loss by the account''s objective (NULL: disabled). A lookback of 0 or less: WT004.';

revoke all on function bandit.generator_performance(interval, timestamptz, bigint) from public;
grant execute on function bandit.generator_performance(interval, timestamptz, bigint) to bandit_operator, bandit_reader;
