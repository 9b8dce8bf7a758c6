-- store_follower_count: stores one row of follower_snapshots, or corrects it.
--
-- A count that could not be read does not replace a count of the same time.

create or replace function bandit_internal.store_follower_count(
    p_account_id  bigint,        -- the account
    p_snapshot_at timestamptz,   -- when it was read
    p_source      text,          -- source of the count
    p_followers   bigint,        -- the count; null: could not be read
    p_now         timestamptz    -- time of a correction
) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO'
as $function$
declare
    v_actor text := session_user;
    v_old   bigint;
begin
    insert into bandit.follower_snapshots (account_id, snapshot_at, source, followers)
    values (p_account_id, p_snapshot_at, p_source, p_followers)
    on conflict (account_id, snapshot_at, source) do nothing;
    if found then
        return 'inserted';
    end if;

    select f.followers
    into v_old
    from bandit.follower_snapshots as f
    where f.account_id = p_account_id
      and f.snapshot_at = p_snapshot_at
      and f.source = p_source
    for update;
    if p_followers is null or p_followers = v_old then
        return 'unchanged';
    end if;

    update bandit.follower_snapshots as f
    set followers = p_followers
    where f.account_id = p_account_id
      and f.snapshot_at = p_snapshot_at
      and f.source = p_source;
    perform bandit_internal.log_event(p_account_id, p_now, 'followers_corrected', v_actor,
                             format('followers at %s corrected from %s to %s', bandit_internal.account_time(p_account_id, p_snapshot_at), coalesce(v_old::text, 'unknown'), p_followers),
                             jsonb_build_object('snapshot_at', p_snapshot_at, 'source', p_source, 'old', v_old, 'new', p_followers));
    return 'updated';
end
$function$;

comment on function bandit_internal.store_follower_count(bigint, timestamptz, text, bigint, timestamptz) is
    'Stores a follower count; returns inserted, unchanged, or updated: a correction is logged as an event. Internal.';

revoke all on function bandit_internal.store_follower_count(bigint, timestamptz, text, bigint, timestamptz) from public;
