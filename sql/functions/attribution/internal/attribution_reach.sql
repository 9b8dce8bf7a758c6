-- attribution_reach: from when on posts have to be looked at, for what is to be done from some time on.
--
-- A count in the middle of an interval changes what the posts at its start gained, and through the median also the other
-- intervals of its day (UTC). Intervals that were stored count as well as those that take their place.

create or replace function bandit_internal.attribution_reach(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- from when on attribution is due
    p_live       interval,      -- how long a post is live
    p_now        timestamptz    -- nothing later is used
) returns timestamptz
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_day_at  timestamptz := date_trunc('day', p_since, 'UTC');
    v_from_at timestamptz;
begin
    select min(i.from_at)
    into v_from_at
    from (
        select f.from_at
        from bandit_internal.find_follower_intervals(p_account_id, v_day_at, p_now) as f
        where f.gained is not null
        union all
        select s.from_at
        from bandit.follower_intervals as s
        where s.account_id = p_account_id
          and s.until_at >= v_day_at
    ) as i;

    return least(v_day_at, v_from_at) - p_live;
end
$function$;

comment on function bandit_internal.attribution_reach(bigint, timestamptz, interval, timestamptz) is
    'The earliest time of a post that is live in an interval which may change. Internal.';

revoke all on function bandit_internal.attribution_reach(bigint, timestamptz, interval, timestamptz) from public;
