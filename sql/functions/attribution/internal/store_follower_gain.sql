-- store_follower_gain: stores one row of follower_gains, or corrects it.
--
-- Of two exports with this interval, the one that reaches further is the later one; of two that reach as far, the one with the
-- larger counts. The order in which they are imported does not matter.

create or replace function bandit_internal.store_follower_gain(
    p_account_id     bigint,        -- the account
    p_from           timestamptz,   -- start of the interval
    p_until          timestamptz,   -- end of the interval
    p_source         text,          -- source of the gain
    p_gained         numeric,       -- followers gained, net of losses
    p_impressions    bigint,        -- impressions of the account; null: not measured
    p_profile_visits bigint,        -- visits of the profile; null: not measured
    p_engagements    bigint,        -- engagements of the account; null: not measured
    p_reach_at       timestamptz,   -- end of the last day of the export; null: not from an export
    p_now            timestamptz    -- time of a correction
) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO'
as $function$
declare
    v_actor text := session_user;
    v_old   record;
    v_new   record;
begin
    insert into bandit.follower_gains (account_id, from_at, until_at, source, gained, impressions, profile_visits, engagements, reach_at)
    values (p_account_id, p_from, p_until, p_source, p_gained, p_impressions, p_profile_visits, p_engagements, p_reach_at)
    on conflict (account_id, until_at, from_at, source) do nothing;
    if found then
        return 'inserted';
    end if;

    select g.gained, g.impressions, g.profile_visits, g.engagements, g.reach_at
    into v_old
    from bandit.follower_gains as g
    where g.account_id = p_account_id
      and g.until_at = p_until
      and g.from_at = p_from
      and g.source = p_source
    for update;
    select
        p_gained as gained,
        coalesce(p_impressions, v_old.impressions) as impressions,
        coalesce(p_profile_visits, v_old.profile_visits) as profile_visits,
        coalesce(p_engagements, v_old.engagements) as engagements,
        coalesce(p_reach_at, v_old.reach_at) as reach_at
    into v_new;
    if v_new = v_old
        or p_reach_at < v_old.reach_at
        or p_reach_at = v_old.reach_at
           and (coalesce(p_impressions, 0), coalesce(p_engagements, 0), coalesce(p_profile_visits, 0), p_gained)
             < (coalesce(v_old.impressions, 0), coalesce(v_old.engagements, 0), coalesce(v_old.profile_visits, 0), v_old.gained) then
        return 'unchanged';
    end if;

    update bandit.follower_gains as g
    set gained = v_new.gained,
        impressions = v_new.impressions,
        profile_visits = v_new.profile_visits,
        engagements = v_new.engagements,
        reach_at = v_new.reach_at
    where g.account_id = p_account_id
      and g.until_at = p_until
      and g.from_at = p_from
      and g.source = p_source;
    if (v_new.gained, v_new.impressions, v_new.profile_visits, v_new.engagements)
       is not distinct from (v_old.gained, v_old.impressions, v_old.profile_visits, v_old.engagements) then
        return 'unchanged';
    end if;
    perform bandit_internal.log_event(p_account_id, p_now, 'followers_corrected', v_actor,
                             format('followers gained from %s to %s corrected from %s to %s', bandit_internal.account_time(p_account_id, p_from), bandit_internal.account_time(p_account_id, p_until),
                                    v_old.gained, p_gained),
                             jsonb_build_object('from_at', p_from, 'until_at', p_until, 'source', p_source, 'old', v_old.gained, 'new', p_gained));
    return 'updated';
end
$function$;

comment on function bandit_internal.store_follower_gain(bigint, timestamptz, timestamptz, text, numeric, bigint, bigint, bigint, timestamptz, timestamptz) is
    'Stores the gain of an interval; returns inserted, unchanged, or updated: a correction is logged as an event. Numbers that were not measured replace nothing. Internal.';

revoke all on function bandit_internal.store_follower_gain(bigint, timestamptz, timestamptz, text, numeric, bigint, bigint, bigint, timestamptz, timestamptz) from public;
