-- mark_attribution_due: records that attribution must start again from a time.

create or replace function bandit_internal.mark_attribution_due(
    p_account_id bigint,       -- the account
    p_from       timestamptz   -- time of the earliest new count, gain or post
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    insert into bandit.attribution_state as s (account_id)
    values (p_account_id)
    on conflict (account_id) do update
    set due_from_at = p_from
    where s.due_from_at > p_from;
end
$function$;

comment on function bandit_internal.mark_attribution_due(bigint, timestamptz) is
    'Makes the next attribute_followers start at p_from or earlier. Internal.';

revoke all on function bandit_internal.mark_attribution_due(bigint, timestamptz) from public;
