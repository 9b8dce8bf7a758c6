-- target_weights: the targets of a policy.

create or replace function bandit_internal.target_weights(
    p_account_id bigint,                              -- the account
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz,                         -- nothing later is used
    p_policy     text,                                -- the policy
    p_generators bandit_internal.generator_weight[],  -- the generators in play, with the weights that it starts from; null: the account's
    p_days       bandit_internal.learning_day[]       -- the posts that it learns from, from days_in_memory; null: it reads what it needs
) returns bandit_internal.weight_target[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_targets bandit_internal.weight_target[];
begin
    execute format('select array_agg(t) from bandit_internal.%I($1, $2, $3%s%s) as t', 'target_weights_' || p_policy,
                   case when p_generators is not null then ', p_generators => $4' end,
                   case when p_days is not null then ', p_days => $5' end)
    into v_targets
    using p_account_id, p_totals, p_now, p_generators, p_days;
    return v_targets;
end
$function$;

comment on function bandit_internal.target_weights(bigint, bandit_internal.generator_total[], timestamptz, text, bandit_internal.generator_weight[], bandit_internal.learning_day[]) is
    'Returns the targets of a policy, from the function target_weights_<policy>. Every policy takes account, totals and time, and returns setof weight_target; one that an arm can follow also takes p_generators, one that learns from the memory p_days.';

revoke all on function bandit_internal.target_weights(bigint, bandit_internal.generator_total[], timestamptz, text, bandit_internal.generator_weight[], bandit_internal.learning_day[]) from public;
grant execute on function bandit_internal.target_weights(bigint, bandit_internal.generator_total[], timestamptz, text, bandit_internal.generator_weight[], bandit_internal.learning_day[]) to bandit_operator, bandit_reader;
