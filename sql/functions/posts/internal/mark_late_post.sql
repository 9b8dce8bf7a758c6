-- mark_late_post: makes attribution due for a post that is stored too late for the next one to include it.
--
-- Only such a post waits for a running attribution. It must be called before rows of posts are locked, because attribution
-- locks its state first.

create or replace function bandit_internal.mark_late_post(
    p_account_id bigint,        -- the account
    p_posted_at  timestamptz,   -- when the post was published; null: it was not
    p_now        timestamptz    -- present time
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    if p_posted_at < p_now - bandit_internal.attribution_window() then
        perform bandit_internal.mark_attribution_due(p_account_id, p_posted_at);
    end if;
end
$function$;

comment on function bandit_internal.mark_late_post(bigint, timestamptz, timestamptz) is
    'Makes attribution due from the time of a post that is older than attribution_window. Internal.';

revoke all on function bandit_internal.mark_late_post(bigint, timestamptz, timestamptz) from public;
