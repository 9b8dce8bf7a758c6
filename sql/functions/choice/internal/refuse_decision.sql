-- refuse_decision: raises the error for an unknown decision.

create or replace function bandit_internal.refuse_decision(
    p_account_id  bigint,   -- the account; null: any
    p_decision_id uuid      -- the decision
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    raise exception 'there is no decision %', coalesce(p_decision_id::text, 'without an id')
        using errcode = 'WT003',
              detail  = case when p_account_id is null then 'no account has it' else format('account_id = %s', p_account_id) end,
              hint    = 'pass the decision_id that choose_generator returned, and the account of that choice';
end
$function$;

comment on function bandit_internal.refuse_decision(bigint, uuid) is 'Raises WT003: the account has no such decision.';

revoke all on function bandit_internal.refuse_decision(bigint, uuid) from public;
