-- attribution_reach: how far back an attribution has to look at posts.
--
-- A new count within an interval changes the gains of the posts at its start and, through the medians, the other intervals of
-- its day (UTC). Stored intervals count too, since new ones replace them. A start that is too early costs time, but changes
-- nothing.

create or replace function bandit_internal.attribution_reach(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- time from which attribution is due
    p_live       interval,      -- how long a post is live
    p_now        timestamptz    -- later counts and gains are not used
) returns timestamptz
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_day_at    timestamptz := date_trunc('day', p_since, 'UTC');
    v_has_count boolean;
    v_count_at  timestamptz;
    v_gain_at   timestamptz;
    v_stored_at timestamptz;
begin
    v_has_count := exists (
        select 1
        from bandit.follower_snapshots as f
        where f.account_id = p_account_id
          and f.snapshot_at >= v_day_at
          and f.snapshot_at <= p_now
          and f.followers is not null
    );

    select max(f.snapshot_at)
    into v_count_at
    from bandit.follower_snapshots as f
    where f.account_id = p_account_id
      and f.snapshot_at < v_day_at
      and f.followers is not null
      and v_has_count;

    select min(g.from_at)
    into v_gain_at
    from bandit.follower_gains as g
    where g.account_id = p_account_id
      and g.until_at >= v_day_at
      and g.until_at <= p_now;

    select min(f.from_at)
    into v_stored_at
    from bandit.follower_intervals as f
    where f.account_id = p_account_id
      and f.until_at >= v_day_at;

    return least(v_day_at, v_count_at, v_gain_at, v_stored_at) - p_live;
end
$function$;

comment on function bandit_internal.attribution_reach(bigint, timestamptz, interval, timestamptz) is
    'Returns a time before which no post is live in an interval that can change, if attribution is due from p_since on. Internal.';

revoke all on function bandit_internal.attribution_reach(bigint, timestamptz, interval, timestamptz) from public;
