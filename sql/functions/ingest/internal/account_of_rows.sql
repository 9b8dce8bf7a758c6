-- account_of_rows: the account that a batch of metrics is for.

create or replace function bandit_internal.account_of_rows(
    p_account_id bigint,                          -- as given by the caller; null: not given
    p_rows       bandit_internal.metrics_row[]    -- from parse_metrics
) returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := coalesce(p_account_id, bandit_internal.current_account());
begin
    if v_account_id is null then
        v_account_id := bandit_internal.account_of_decisions(null, array(select r.decision_id from unnest(p_rows) as r where r.decision_id is not null));
    end if;
    return v_account_id;
end
$function$;

comment on function bandit_internal.account_of_rows(bigint, bandit_internal.metrics_row[]) is
    'Returns the given or current account, else the one that has the decisions of the rows. NULL: no account has them. Several have: WT020.';

revoke all on function bandit_internal.account_of_rows(bigint, bandit_internal.metrics_row[]) from public;
