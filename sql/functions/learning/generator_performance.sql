-- generator_performance: the performance of each generator in a window of posts, and how certain its rate is.
--
-- The totals are those of the window; the posterior uses the account's long history, which it forgets.

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
    expected_loss     double precision,
    objective         text,
    value             numeric,
    missed_guardrails text
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
    v_guards     bandit_internal.guardrail_result[] := array(select g from bandit_internal.judge_guardrails(v_account_id, v_now) as g);
    v_posteriors bandit_internal.generator_posterior[] := bandit_internal.generator_posteriors(v_account_id, v_now, null);
begin
    return query
    select
        t.generator_name, t.posted, t.total_posts, t.avg_likes, t.avg_views, t.avg_followers, t.total_impressions, t.total_followers, t.f_per_1k, t.tier,
        t.total_exposure, t.exposure_measure, e.posterior_mean, e.credible_low, e.credible_high, e.best_probability, e.expected_loss,
        bandit_internal.describe_objective(t.objective), t.value, bandit_internal.missed_guardrails(v_guards, 'generator', t.generator_name)
    from unnest(v_totals) as t
    join unnest(v_posteriors) as e using (generator_name)
    order by t.value desc nulls last, t.total_posts desc, t.generator_name collate "C";
end
$function$;

comment on function bandit.generator_performance(interval, timestamptz, bigint) is
    'Returns the performance of each generator, best first: posts, measured posts (total_posts), means per measured post, impressions, followers, F/1K (followers per 1000 of the exposure_measure), tier and exposure in the window (NULL: not measured), and from the posterior of generator_evidence the mean of the rate (followers, or value in an objective of one''s own, per 1000 of exposure) with a 95 % credible interval, the probability to be the best (0 to 1) and the expected loss by the account''s objective (NULL: disabled); objective: what it counts; value: what generators are ranked by, F/1K or the value in an objective of one''s own; missed_guardrails: of the lookback (NULL: none). Unknown account: WT001. A lookback of 0 or less: WT004.';

revoke all on function bandit.generator_performance(interval, timestamptz, bigint) from public;
grant execute on function bandit.generator_performance(interval, timestamptz, bigint) to bandit_operator, bandit_reader;
