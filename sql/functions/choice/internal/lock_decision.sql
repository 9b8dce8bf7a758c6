-- lock_decision: a decision's row, locked, for the functions that close it.

create or replace function bandit_internal.lock_decision(
    p_account_id  bigint,   -- the account
    p_decision_id uuid      -- the decision
) returns bandit.content_metadata
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_decision bandit.content_metadata;
begin
    select c.*
    into v_decision
    from bandit.content_metadata as c
    where c.account_id = p_account_id
      and c.decision_id = p_decision_id
    for no key update;

    if not found then
        raise exception 'there is no decision %', coalesce(p_decision_id::text, 'without an id')
            using errcode = 'WT003',
                  detail  = format('account_id = %s', p_account_id),
                  hint    = 'pass the decision_id that choose_generator returned, and the account it was made for';
    end if;
    return v_decision;
end
$function$;

comment on function bandit_internal.lock_decision(bigint, uuid) is 'The row of a decision, locked for update. Unknown: WT003. Internal.';

revoke all on function bandit_internal.lock_decision(bigint, uuid) from public;
