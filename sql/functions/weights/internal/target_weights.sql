-- target_weights: the targets of the account's policy.

create or replace function bandit_internal.target_weights(
    p_account_id bigint,                              -- the account
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz                          -- nothing later is used
) returns bandit_internal.weight_target[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_policy  text := (select s.policy from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_targets bandit_internal.weight_target[];
begin
    execute format('select array_agg(t) from bandit_internal.%I($1, $2, $3) as t', 'target_weights_' || v_policy)
    into v_targets
    using p_account_id, p_totals, p_now;
    return v_targets;
end
$function$;

comment on function bandit_internal.target_weights(bigint, bandit_internal.generator_total[], timestamptz) is
    'Returns the targets of the account''s policy, from the function target_weights_<policy>. Every policy takes these arguments and returns setof weight_target.';

revoke all on function bandit_internal.target_weights(bigint, bandit_internal.generator_total[], timestamptz) from public;
grant execute on function bandit_internal.target_weights(bigint, bandit_internal.generator_total[], timestamptz) to bandit_operator, bandit_reader;
