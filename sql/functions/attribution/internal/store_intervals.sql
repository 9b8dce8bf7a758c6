-- store_intervals: stores the balances of the intervals; deletes intervals that no longer exist, with their attributions.

create or replace function bandit_internal.store_intervals(
    p_account_id bigint,                               -- the account
    p_balances   bandit_internal.interval_balance[],   -- the intervals and gaps from p_since to p_now
    p_since      timestamptz,                          -- intervals that end earlier are left as they are
    p_now        timestamptz                           -- intervals that end later are left as they are
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_deleted bigint;
    v_written bigint;
begin
    delete from bandit.follower_intervals as f
    where f.account_id = p_account_id
      and f.until_at >= p_since
      and f.until_at <= p_now
      and not exists (select 1 from unnest(p_balances) as b where b.until_at = f.until_at and b.gained is not null);
    get diagnostics v_deleted = row_count;

    insert into bandit.follower_intervals as f (
        account_id, from_at, until_at, gained, impressions, exposure, is_quiet, reported, base, attributed, unattributed, is_anomaly,
        profile_visits, engagements
    )
    select
        p_account_id, b.from_at, b.until_at, b.gained, b.impressions, b.exposure, b.is_quiet, b.reported, b.base,
        a.attributed, b.gained - a.attributed, b.is_anomaly, b.profile_visits, b.engagements
    from unnest(p_balances) as b
    cross join lateral (
        select b.reported + coalesce(sum(s.share), 0) as attributed
        from unnest(b.shares) as s (share)
    ) as a
    where b.gained is not null
    on conflict (account_id, until_at) do update
    set from_at = excluded.from_at,
        gained = excluded.gained,
        impressions = excluded.impressions,
        exposure = excluded.exposure,
        is_quiet = excluded.is_quiet,
        reported = excluded.reported,
        base = excluded.base,
        attributed = excluded.attributed,
        unattributed = excluded.unattributed,
        is_anomaly = excluded.is_anomaly,
        profile_visits = excluded.profile_visits,
        engagements = excluded.engagements
    where (f.from_at, f.gained, f.impressions, f.exposure, f.is_quiet, f.reported, f.base, f.attributed, f.is_anomaly,
           f.profile_visits, f.engagements)
          is distinct from
          (excluded.from_at, excluded.gained, excluded.impressions, excluded.exposure, excluded.is_quiet, excluded.reported,
           excluded.base, excluded.attributed, excluded.is_anomaly, excluded.profile_visits, excluded.engagements);
    get diagnostics v_written = row_count;

    return v_deleted + v_written;
end
$function$;

comment on function bandit_internal.store_intervals(bigint, bandit_internal.interval_balance[], timestamptz, timestamptz) is
    'Stores the intervals that differ from the stored ones; returns their number. Internal.';

revoke all on function bandit_internal.store_intervals(bigint, bandit_internal.interval_balance[], timestamptz, timestamptz) from public;
