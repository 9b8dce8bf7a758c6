-- report: weights and performance of every generator at any time.
--
-- The window is counted in UTC, whatever the time zone of the session.

create or replace function bandit.report(
    p_lookback   interval    default null,   -- window of posts; null: the account's setting
    p_now        timestamptz default null,   -- time of the report; null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name    text,
    weight            numeric,
    weight_before     numeric,
    status            text,
    needs_review      boolean,
    posted            bigint,
    total_posts       bigint,
    avg_likes         numeric,
    avg_views         numeric,
    avg_followers     numeric,
    total_impressions numeric,
    total_followers   numeric,
    f_per_1k          numeric,
    tier              text,
    reason            text,
    total_exposure    numeric,
    exposure_measure  text,
    objective         text,
    value             numeric,
    missed_guardrails text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_lookback   interval := coalesce(
        bandit_internal.check_duration('lookback', p_lookback),
        (select s.lookback from bandit_internal.stg_settings as s where s.account_id = v_account_id)
    );
    v_guards     bandit_internal.guardrail_result[] := array(select g from bandit_internal.judge_guardrails(v_account_id, v_now) as g);
    v_tiers      jsonb := (select jsonb_object_agg(t.generator_name, t.tier) from bandit_internal.posterior_tiers(v_account_id, v_now) as t);
    v_states     bandit_internal.report_state[] := array(select s from bandit_internal.generator_states(v_account_id, v_now - v_lookback, v_now) as s);
begin
    return query
    select
        p.generator_name,
        case when p_now is null then s.present_weight else s.weight end,
        s.weight_before,
        s.status,
        s.needs_review,
        p.posted,
        p.total_posts,
        round(p.avg_likes, 4),
        p.avg_views,
        round(p.avg_followers, 4),
        p.total_impressions,
        p.total_followers,
        p.f_per_1k,
        coalesce(v_tiers ->> p.generator_name, p.tier),
        s.reason,
        p.total_exposure,
        p.exposure_measure,
        bandit_internal.describe_objective(p.objective),
        p.value,
        bandit_internal.missed_guardrails(v_guards, 'generator', p.generator_name)
    from bandit_internal.generator_totals(v_account_id, v_lookback, v_now) as p
    join unnest(v_states) as s on s.generator_name = p.generator_name
    order by 2 desc, p.generator_name collate "C";
end
$function$;

comment on function bandit.report(interval, timestamptz, bigint) is
    'Returns for each generator its weight (0 to 1) at the time of the report and at the start of the window, its status, its performance and the reason for its weight, ordered by weight. posted: posts in the window; total_posts: measured ones; f_per_1k: followers per 1000 of the exposure_measure; objective: what it counts; value: F/1K or the value in an objective of one''s own; missed_guardrails: of the lookback (NULL: none); tier: of the posterior under a policy that learns from more than the window, else, and in an objective of one''s own, of f_per_1k. NULL: not measured.';

revoke all on function bandit.report(interval, timestamptz, bigint) from public;
grant execute on function bandit.report(interval, timestamptz, bigint) to bandit_operator, bandit_reader;
