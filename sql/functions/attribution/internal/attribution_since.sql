-- attribution_since: the time from which an account has to be attributed again.

create or replace function bandit_internal.attribution_since(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- latest start
    p_now        timestamptz    -- time of the attribution
) returns timestamptz
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_due_from_at timestamptz;
begin
    perform bandit_internal.mark_attribution_due(p_account_id, 'infinity');

    select s.due_from_at
    into v_due_from_at
    from bandit.attribution_state as s
    where s.account_id = p_account_id
    for update;

    update bandit.attribution_state as s
    set due_from_at = p_now
    where s.account_id = p_account_id
      and s.due_from_at < p_now;

    return least(p_from, v_due_from_at);
end
$function$;

comment on function bandit_internal.attribution_since(bigint, timestamptz, timestamptz) is
    'Returns the earlier of p_from and the time from which attribution is due, and marks it done up to p_now. Data that arrive meanwhile wait for the lock and make it due again. Internal.';

revoke all on function bandit_internal.attribution_since(bigint, timestamptz, timestamptz) from public;
