-- list_experiments: the experiments of an account as of a time, compared with control.

create or replace function bandit.list_experiments(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_account_id bigint      default null    -- null: the current account
) returns table (
    experiment         text,
    experiment_arm     text,
    share              numeric,
    transform          text,
    strength           numeric,
    policy             text,
    posted             bigint,
    total_posts        bigint,
    exposure           numeric,
    followers          numeric,
    f_per_1k           numeric,
    control_f_per_1k   numeric,
    lift               numeric,
    lift_low           numeric,
    lift_high          numeric,
    "interval"         text,   -- noqa: RF06
    probability_better numeric,
    missing_posts      bigint,
    advice             text,
    exposure_measure   text,
    hypothesis         text,
    started_at         timestamptz,
    planned_end_at     timestamptz,
    ended_at           timestamptz,
    verdict            text,
    verdict_reason     text,
    objective          text,
    value              numeric,
    control_value      numeric,
    missed_guardrails  text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_measure    text := (select bandit_internal.exposure_measure(a.platform) from bandit_internal.stg_accounts as a where a.account_id = v_account_id);
begin
    return query
    select
        e.experiment,
        e.arm,
        e.share,
        e.transform,
        e.strength,
        e.policy,
        c.posted,
        c.total_posts,
        c.exposure,
        c.followers,
        round(c.rate * 1000, 2),
        round(c.control_rate * 1000, 2),
        round(c.lift, 3),
        round(c.lift_low, 3),
        round(c.lift_high, 3),
        bandit.interval_strip(
            case when c.lift_low > 1 then 1 else c.lift_low end, case when c.lift > 1 then 1 else c.lift end, c.lift_high, -1, 1, 21
        ),
        round(c.probability_better, 3),
        c.missing_posts,
        bandit_internal.explain_advice(e.advice, c),
        v_measure,
        e.hypothesis,
        e.started_at,
        e.planned_end_at,
        e.ended_at,
        e.verdict,
        e.verdict_reason,
        bandit_internal.describe_objective(c.objective),
        round(c.value, 2),
        round(c.control_value, 2),
        c.missed_guardrails
    from bandit_internal.experiment_list(v_account_id, v_now, true) as e
    cross join lateral unnest(array[e.comparison]) as c
    order by e.arm <> 'control', e.ended_at desc nulls first, e.started_at, e.arm collate "C";
end
$function$;

comment on function bandit.list_experiments(timestamptz, bigint) is
    'Returns every experiment of an account that had started by p_now, as it was known then; columns as in the view experiment_results. Unknown account: WT001.';

revoke all on function bandit.list_experiments(timestamptz, bigint) from public;
grant execute on function bandit.list_experiments(timestamptz, bigint) to bandit_operator, bandit_reader;
