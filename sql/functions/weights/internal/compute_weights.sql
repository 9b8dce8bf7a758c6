-- compute_weights: the weights of the next run, with every stage from the performance to the weight.

create or replace function bandit_internal.compute_weights(
    p_account_id bigint,                              -- the account
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz,                         -- nothing later is used
    p_days       bandit_internal.learning_day[] default null   -- the posts that its policy learns from, from days_in_memory; null: they are read
) returns bandit_internal.weight_stage[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings record;
    v_targets  bandit_internal.weight_target[];
begin
    select s.policy, s.min_weight
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    v_targets := bandit_internal.target_weights(p_account_id, p_totals, p_now, v_settings.policy, null, p_days);
    return bandit_internal.project_targets(v_targets, v_settings.min_weight);
end
$function$;

comment on function bandit_internal.compute_weights(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.learning_day[]) is
    'Returns the stages of the next run for every generator in play, by descending new weight; null: there is none in play. Changes nothing. Infeasible weights: WT012.';

revoke all on function bandit_internal.compute_weights(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.learning_day[]) from public;
grant execute on function bandit_internal.compute_weights(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.learning_day[]) to bandit_operator, bandit_reader;
