-- lock_decision: locks a decision, for the functions that close it.

create or replace function bandit_internal.lock_decision(
    p_account_id  bigint,   -- the account
    p_decision_id uuid      -- the decision
) returns table (
    status   text,
    tweet_id text
)
language plpgsql
rows 1
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select c.status, c.tweet_id
    from bandit.content_metadata as c
    where c.account_id = p_account_id
      and c.decision_id = p_decision_id
    for no key update;

    if not found then
        perform bandit_internal.refuse_decision(p_account_id, p_decision_id);
    end if;
end
$function$;

comment on function bandit_internal.lock_decision(bigint, uuid) is
    'Locks a decision for update; returns its status and the id of its post (NULL: not posted). Unknown decision: WT003.';

revoke all on function bandit_internal.lock_decision(bigint, uuid) from public;
