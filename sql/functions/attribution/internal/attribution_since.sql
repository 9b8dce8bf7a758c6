-- attribution_since: from when on an account has to be attributed, which then counts as done.

create or replace function bandit_internal.attribution_since(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- from when on in any case
    p_now        timestamptz    -- up to when it will be done
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
    'The earlier of p_from and what is due; due is then what lies after p_now. What comes meanwhile waits, and is due again. Internal.';

revoke all on function bandit_internal.attribution_since(bigint, timestamptz, timestamptz) from public;
