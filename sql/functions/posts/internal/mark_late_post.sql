-- mark_late_post: a post that came so late that no attribution would look at it.
--
-- Only such a post waits for an attribution that is under way. Called before rows of posts are locked, which attribution
-- locks after its state.

create or replace function bandit_internal.mark_late_post(
    p_account_id bigint,        -- the account
    p_posted_at  timestamptz,   -- when the post went out; null: there is none
    p_now        timestamptz    -- time by which it is late
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
    'Makes attribution due from the time of a post that is older than attribution looks back. Internal.';

revoke all on function bandit_internal.mark_late_post(bigint, timestamptz, timestamptz) from public;
