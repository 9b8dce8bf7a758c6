-- find_follower_intervals: the time up to now, cut into intervals whose gain is known and the gaps between them.
--
-- A reported gain takes precedence over counts: an interval between two counts that overlaps one is left out, so that no
-- follower is counted twice. Of gains that overlap, the shortest is used, because it is the most precise. Of several counts at
-- one time, the first by source is used. A count that could not be read, or is not believed, ends no interval.

create or replace function bandit_internal.find_follower_intervals(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- intervals that end earlier are left out
    p_now        timestamptz    -- later counts and gains are not used
) returns bandit_internal.follower_interval[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_count_times timestamptz[];
    v_counts      bigint[];
    v_first_count timestamptz;
begin
    select c.times, c.counts
    into v_count_times, v_counts
    from bandit_internal.believed_counts(p_account_id, p_since, p_now) as c;
    select coalesce(max(c.snapshot_at) filter (where c.snapshot_at < p_since), p_since)
    into v_first_count
    from unnest(v_count_times) as c (snapshot_at);

    return array(
        with gains as materialized (
            select g.from_at, g.until_at, g.gained, g.impressions, g.profile_visits, g.engagements
            from bandit.follower_gains as g
            where g.account_id = p_account_id
              and g.until_at > least(v_first_count, p_since - interval '1 microsecond')
              and g.until_at <= p_now
              and not exists (
                  select 1
                  from bandit.follower_gains as better
                  where better.account_id = p_account_id
                    and better.until_at > g.from_at
                    and better.until_at < g.until_at + (g.until_at - g.from_at)
                    and better.until_at <= p_now
                    and better.from_at < g.until_at
                    and (better.until_at - better.from_at, better.from_at, better.source) < (g.until_at - g.from_at, g.from_at, g.source)
              )
        ),
        pairs as (
            select
                lag(c.snapshot_at) over by_time as from_at,
                c.snapshot_at as until_at,
                (c.followers - lag(c.followers) over by_time)::numeric as gained
            from unnest(v_count_times, v_counts) as c (snapshot_at, followers)
            where c.snapshot_at >= v_first_count
            window by_time as (order by c.snapshot_at)
        ),
        known as (
            select g.from_at, g.until_at, g.gained, g.impressions, g.profile_visits, g.engagements
            from gains as g
            where g.until_at >= p_since
            union all
            select p.from_at, p.until_at, p.gained, null, null, null
            from pairs as p
            where p.from_at is not null
              and p.until_at >= p_since
              and not exists (select 1 from gains as g where g.from_at < p.until_at and g.until_at > p.from_at)
        ),
        gaps as (
            select lag(k.until_at, 1, '-infinity') over (order by k.until_at) as from_at, k.from_at as until_at
            from known as k
            union all
            select coalesce(max(k.until_at), '-infinity'), p_now
            from known as k
        )
        select row(i.from_at, i.until_at, i.gained, i.impressions, i.profile_visits, i.engagements)::bandit_internal.follower_interval
        from (
            select k.from_at, k.until_at, k.gained, k.impressions, k.profile_visits, k.engagements
            from known as k
            union all
            select g.from_at, g.until_at, null, null, null, null
            from gaps as g
            where g.from_at < g.until_at
        ) as i
        order by i.until_at
    );
end
$function$;

comment on function bandit_internal.find_follower_intervals(bigint, timestamptz, timestamptz) is
    'Returns consecutive intervals from -infinity to p_now, ascending, with the followers gained in each and the impressions of the account, where reported; gained is NULL in the gaps. Internal.';

revoke all on function bandit_internal.find_follower_intervals(bigint, timestamptz, timestamptz) from public;
