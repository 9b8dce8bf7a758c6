-- known_gains: the gains of an account between counts that were not reported for single posts.

create or replace function bandit_internal.known_gains(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- intervals of later six hours, see count_period
    p_until      timestamptz    -- and up to this
) returns bandit_internal.follower_interval[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select row(f.from_at, f.until_at, f.gained, f.impressions, f.profile_visits, f.engagements)::bandit_internal.follower_interval
        from bandit_internal.stg_follower_intervals as f
        where f.account_id = p_account_id
          and f.until_at > p_from
          and f.until_at <= p_until
        order by f.until_at
    );
end
$function$;

comment on function bandit_internal.known_gains(bigint, timestamptz, timestamptz) is
    'Returns the intervals with a known gain, less what was reported for single posts, ascending; NULL: an anomaly.';

revoke all on function bandit_internal.known_gains(bigint, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.known_gains(bigint, timestamptz, timestamptz) to bandit_operator, bandit_reader;
