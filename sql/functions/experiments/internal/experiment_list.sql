-- experiment_list: the experiments of an account with their results.
--
-- With all of them come control, and the arms that can be chosen but are in no experiment.

create or replace function bandit_internal.experiment_list(
    p_account_id bigint,        -- the account
    p_now        timestamptz,   -- nothing known later is used
    p_all        boolean        -- false: running experiments only
) returns table (
    experiment     text,
    arm            text,
    share          numeric,
    transform      text,
    strength       numeric,
    policy         text,
    hypothesis     text,
    started_at     timestamptz,
    planned_end_at timestamptz,
    ended_at       timestamptz,
    verdict        text,
    verdict_reason text,
    comparison     bandit_internal.arm_comparison,
    advice         text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_guards bandit_internal.guardrail_result[] := array(select g from bandit_internal.judge_guardrails(p_account_id, p_now) as g);
    v_totals bandit_internal.period_total[] := array(select t from bandit_internal.period_totals(p_account_id, p_now, p_all) as t);
begin
    return query
    select
        e.experiment_name,
        a.experiment_arm,
        case
            when e.experiment_name is null then a.share
            when e.ended_at is not null then 0
            else (select t.share from unnest(v_totals) as t where t.experiment_name = e.experiment_name order by t.started_at desc limit 1)
        end::numeric,
        coalesce(e.transform, a.transform),
        coalesce(e.strength, a.strength),
        case when e.experiment_name is null then a.policy else e.policy end,
        e.hypothesis,
        coalesce(e.started_at, a.started_at),
        e.planned_end_at,
        e.ended_at,
        e.verdict,
        e.verdict_reason,
        c.comparison,
        case
            when e.experiment_name is not null and e.ended_at is null
                then bandit_internal.experiment_advice((c.comparison).probability_better::double precision, coalesce(e.planned_end_at <= p_now, false),
                                                       (c.comparison).missed_guardrails is not null)
        end
    from bandit_internal.stg_experiment_arms as a
    left join lateral (
        select
            x.experiment_name, x.hypothesis, x.transform, x.strength, x.policy, x.started_at, x.planned_end_at,
            case when x.ended_at <= p_now then x.ended_at end as ended_at,
            case when x.ended_at <= p_now then x.verdict end as verdict,
            case when x.ended_at <= p_now then x.verdict_reason end as verdict_reason
        from bandit_internal.stg_experiments as x
        where x.account_id = p_account_id
          and x.experiment_arm = a.experiment_arm
          and x.started_at <= p_now
    ) as e on p_all or e.ended_at is null
    cross join lateral (
        select bandit_internal.compare_arm(
            array(select t from unnest(v_totals) as t where t.arm = a.experiment_arm and t.experiment_name is not distinct from e.experiment_name),
            case when e.ended_at is null then bandit_internal.missed_guardrails(v_guards, 'arm', a.experiment_arm) end
        ) as comparison
        offset 0   -- it is computed once, not wherever it is named
    ) as c
    where a.account_id = p_account_id
      and (e.experiment_name is not null or p_all and a.ended_at is null);
end
$function$;

comment on function bandit_internal.experiment_list(bigint, timestamptz, boolean) is
    'Returns the running experiments of an account with comparison and advice; with p_all also ended ones, control and arms without an experiment. Shares and strengths are 0 to 1. Internal.';

revoke all on function bandit_internal.experiment_list(bigint, timestamptz, boolean) from public;
grant execute on function bandit_internal.experiment_list(bigint, timestamptz, boolean) to bandit_operator, bandit_reader;
