-- past_intervals: stored intervals, for comparison with newer ones.

create or replace function bandit_internal.past_intervals(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- intervals that end earlier are left out
    p_until      timestamptz    -- intervals that end at this time or later are left out
) returns bandit_internal.interval_balance[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select row(
            f.from_at, f.until_at, f.gained, f.impressions, f.exposure, f.is_quiet, f.reported, f.base, f.is_anomaly, null, null, null, null, null,
            f.profile_visits, f.engagements
        )::bandit_internal.interval_balance
        from bandit.follower_intervals as f
        where f.account_id = p_account_id
          and f.until_at >= p_since
          and f.until_at < p_until
    );
end
$function$;

comment on function bandit_internal.past_intervals(bigint, timestamptz, timestamptz) is
    'Returns the stored intervals that end from p_since on and before p_until, without their posts. Internal.';

revoke all on function bandit_internal.past_intervals(bigint, timestamptz, timestamptz) from public;
