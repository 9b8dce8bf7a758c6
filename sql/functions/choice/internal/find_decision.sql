-- find_decision: the account that a call about a stored decision is for.

create or replace function bandit_internal.find_decision(
    p_account_id  bigint,   -- as given by the caller; null: the account of the decision
    p_decision_id uuid      -- the decision
) returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.account_of_decisions(p_account_id, array[p_decision_id]);
begin
    if v_account_id is null then
        perform bandit_internal.refuse_decision(v_account_id, p_decision_id);
    end if;
    return v_account_id;
end
$function$;

comment on function bandit_internal.find_decision(bigint, uuid) is
    'Returns the given or current account, else that of the decision. No account has the decision: WT003. Several have it: WT020.';

revoke all on function bandit_internal.find_decision(bigint, uuid) from public;
