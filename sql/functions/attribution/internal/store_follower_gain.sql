-- store_follower_gain: stores one row of follower_gains, or corrects it.

create or replace function bandit_internal.store_follower_gain(
    p_account_id  bigint,        -- the account
    p_from        timestamptz,   -- start of the interval
    p_until       timestamptz,   -- end of the interval
    p_source      text,          -- source of the gain
    p_gained      numeric,       -- followers gained, net of losses
    p_impressions bigint,        -- impressions of the account; null: not measured
    p_now         timestamptz    -- time of a correction
) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO'
as $function$
declare
    v_actor text := session_user;
    v_old   record;
begin
    insert into bandit.follower_gains (account_id, from_at, until_at, source, gained, impressions)
    values (p_account_id, p_from, p_until, p_source, p_gained, p_impressions)
    on conflict (account_id, until_at, from_at, source) do nothing;
    if found then
        return 'inserted';
    end if;

    select g.gained, g.impressions
    into v_old
    from bandit.follower_gains as g
    where g.account_id = p_account_id
      and g.until_at = p_until
      and g.from_at = p_from
      and g.source = p_source
    for update;
    if p_gained = v_old.gained and coalesce(p_impressions, v_old.impressions) is not distinct from v_old.impressions then
        return 'unchanged';
    end if;

    update bandit.follower_gains as g
    set gained = p_gained,
        impressions = coalesce(p_impressions, g.impressions)
    where g.account_id = p_account_id
      and g.until_at = p_until
      and g.from_at = p_from
      and g.source = p_source;
    perform bandit_internal.log_event(p_account_id, p_now, 'followers_corrected', v_actor,
                             format('followers gained from %s to %s corrected from %s to %s', p_from, p_until, v_old.gained, p_gained),
                             jsonb_build_object('from_at', p_from, 'until_at', p_until, 'source', p_source, 'old', v_old.gained, 'new', p_gained));
    return 'updated';
end
$function$;

comment on function bandit_internal.store_follower_gain(bigint, timestamptz, timestamptz, text, numeric, bigint, timestamptz) is
    'Stores the gain of an interval; returns inserted, unchanged, or updated: a correction is logged as an event. Impressions that were not measured replace nothing. Internal.';

revoke all on function bandit_internal.store_follower_gain(bigint, timestamptz, timestamptz, text, numeric, bigint, timestamptz) from public;
