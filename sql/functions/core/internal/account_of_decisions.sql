-- account_of_decisions: the account that a call about decisions is for.
--
-- An account that is named is never replaced. Only if none is, and there are several, the decisions are looked up in each account:
-- by the primary key, since LIMIT 1 keeps the planner from reading all decisions. An index of the ids alone would make every choice
-- 3 % slower. On Citus, this statement asks every shard: a bot of many accounts names its account.

create or replace function bandit_internal.account_of_decisions(
    p_account_id   bigint,   -- as given by the caller; null: not given
    p_decision_ids uuid[]    -- the decisions
) returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := coalesce(p_account_id, bandit_internal.current_account());
    v_holders    bigint[];
begin
    if v_account_id is null then
        v_holders := array(
            select a.account_id
            from bandit.accounts as a
            cross join lateral (
                select 1
                from bandit.content_metadata as c
                where c.account_id = a.account_id
                  and c.decision_id = any (p_decision_ids)
                limit 1
            ) as d
            limit 2
        );
        if cardinality(v_holders) > 1 then
            perform bandit_internal.refuse_nameless();
        end if;
        v_account_id := v_holders[1];
    end if;
    return v_account_id;
end
$function$;

comment on function bandit_internal.account_of_decisions(bigint, uuid[]) is
    'Returns the account that a call about decisions is for: the given or current one, else the one that has the decisions. NULL: no account has them. Several have: WT020.';

revoke all on function bandit_internal.account_of_decisions(bigint, uuid[]) from public;
