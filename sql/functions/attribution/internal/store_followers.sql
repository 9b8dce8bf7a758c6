-- store_followers: stores a count and a gain of an account, and marks attribution as due.
--
-- A count decides whether those of the week before it, and the one before them, are believed.

create or replace function bandit_internal.store_followers(
    p_account_id     bigint,        -- the account
    p_count          bigint,        -- followers; null without p_gained: could not be read
    p_at             timestamptz,   -- when it was read, or the end of the interval
    p_gained         numeric,       -- followers gained in the interval; null: not reported
    p_from           timestamptz,   -- start of the interval; null: no interval
    p_impressions    bigint,        -- impressions of the account in the interval; null: not measured
    p_profile_visits bigint,        -- visits of the profile in the interval; null: not measured
    p_engagements    bigint,        -- engagements of the account in the interval; null: not measured
    p_reach_at       timestamptz,   -- how far the export with the gain reaches; null: not from an export
    p_source         text,          -- source of the numbers
    p_now            timestamptz    -- time of a correction
) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_results text[] := array[]::text[];
    v_from    timestamptz := coalesce(p_from, p_at);
begin
    perform bandit_internal.check_followers(p_count, p_at, p_gained, p_from, p_impressions);

    if p_gained is not null then
        v_results := v_results || bandit_internal.store_follower_gain(
            p_account_id, p_from, p_at, p_source, p_gained, p_impressions, p_profile_visits, p_engagements, p_reach_at, p_now
        );
    end if;
    if p_count is not null or p_gained is null then
        v_results := v_results || bandit_internal.store_follower_count(p_account_id, p_at, p_source, p_count, p_now);
        select coalesce(least(max(f.snapshot_at), v_from, p_at - bandit_internal.count_window()), v_from)
        into v_from
        from bandit.follower_snapshots as f
        where f.account_id = p_account_id
          and f.snapshot_at < p_at
          and f.followers is not null;
    end if;
    if v_results && '{inserted,updated}' then
        perform bandit_internal.mark_attribution_due(p_account_id, v_from);
    end if;
    return case when 'updated' = any (v_results) then 'updated' when 'inserted' = any (v_results) then 'inserted' else 'unchanged' end;
end
$function$;

comment on function bandit_internal.store_followers(bigint, bigint, timestamptz, numeric, timestamptz, bigint, bigint, bigint, timestamptz, text, timestamptz) is
    'Stores a follower count, a gain, or both; returns inserted, updated or unchanged. Invalid numbers or intervals: WT004. Internal.';

revoke all on function bandit_internal.store_followers(bigint, bigint, timestamptz, numeric, timestamptz, bigint, bigint, bigint, timestamptz, text, timestamptz) from public;
