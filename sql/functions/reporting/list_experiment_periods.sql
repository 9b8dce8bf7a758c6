-- list_experiment_periods: the periods of an account's experiments as of a time, compared with control.

create or replace function bandit.list_experiment_periods(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_account_id bigint      default null    -- null: the current account
) returns table (
    experiment         text,
    experiment_arm     text,
    started_at         timestamptz,
    ended_at           timestamptz,
    share              numeric,
    control_share      numeric,
    posted             bigint,
    total_posts        bigint,
    exposure           numeric,
    followers          numeric,
    f_per_1k           numeric,
    control_f_per_1k   numeric,
    lift               numeric,
    lift_low           numeric,
    lift_high          numeric,
    probability_better numeric,
    objective          text,
    value              numeric,
    control_value      numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_totals     bandit_internal.period_total[] := array(
        select t from bandit_internal.period_totals(v_account_id, v_now, true) as t where t.experiment_name is not null
    );
begin
    return query
    select
        t.experiment_name,
        t.arm,
        t.started_at,
        case when t.ended_at <= v_now then t.ended_at end,
        t.share,
        t.control_share,
        c.posted,
        c.total_posts,
        c.exposure,
        c.followers,
        round(c.rate * 1000, 2),
        round(c.control_rate * 1000, 2),
        round(c.lift, 3),
        round(c.lift_low, 3),
        round(c.lift_high, 3),
        round(c.probability_better, 3),
        bandit_internal.describe_objective(c.objective),
        round(c.value, 2),
        round(c.control_value, 2)
    from unnest(v_totals) as t
    cross join lateral bandit_internal.compare_arm(array[t]) as c
    order by t.experiment_name collate "C", t.started_at;
end
$function$;

comment on function bandit.list_experiment_periods(timestamptz, bigint) is
    'Returns every period of constant shares that had started by p_now, as it was known then; columns as in the view experiment_period_results. Unknown account: WT001.';

revoke all on function bandit.list_experiment_periods(timestamptz, bigint) from public;
grant execute on function bandit.list_experiment_periods(timestamptz, bigint) to bandit_operator, bandit_reader;
