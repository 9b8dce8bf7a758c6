-- mark_attribution_due: remembers that something came which attribution has not seen yet.

create or replace function bandit_internal.mark_attribution_due(
    p_account_id bigint,       -- the account
    p_from       timestamptz   -- time of the earliest count, gain or post that came
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
    'The next attribute_followers begins at this time at the latest. Internal.';

revoke all on function bandit_internal.mark_attribution_due(bigint, timestamptz) from public;
