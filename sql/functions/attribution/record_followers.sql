-- record_followers: how many followers the account has, or gained in an interval.
--
-- The same again changes nothing; another value for the same time and source takes the place of the first, and is logged.
-- A count that could not be read is a row of its own: it closes no interval, but tells that somebody tried. A jump that
-- nobody believes is kept all the same: whether it is shared is for attribute_followers to say.

create or replace function bandit.record_followers(
    p_count       bigint      default null,       -- followers; null without p_gained: could not be read
    p_at          timestamptz default null,       -- when it was read, or the end of the interval; null: p_now
    p_gained      numeric     default null,       -- followers gained from p_from to p_at, net of those lost
    p_from        timestamptz default null,       -- start of the interval
    p_impressions bigint      default null,       -- impressions of the account in the interval; null: not measured
    p_source      text        default 'scrape',   -- who delivers it
    p_now         timestamptz default null,       -- null: clock()
    p_account_id  bigint      default null        -- null: the current account
) returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_at         timestamptz := coalesce(p_at, v_now);
    v_source     text := coalesce(p_source, 'scrape');
    v_results    text[] := array[]::text[];
begin
    perform bandit_internal.check_followers(p_count, v_at, p_gained, p_from, p_impressions);

    if p_gained is not null then
        v_results := v_results || bandit_internal.store_follower_gain(v_account_id, p_from, v_at, v_source, p_gained, p_impressions, v_now);
    end if;
    if p_count is not null or p_gained is null then
        v_results := v_results || bandit_internal.store_follower_count(v_account_id, v_at, v_source, p_count, v_now);
    end if;
    if v_results && '{inserted,updated}' then
        perform bandit_internal.mark_attribution_due(v_account_id, coalesce(p_from, v_at));
    end if;
    return case when 'updated' = any (v_results) then 'updated' when 'inserted' = any (v_results) then 'inserted' else 'unchanged' end;
end
$function$;

comment on function bandit.record_followers(bigint, timestamptz, numeric, timestamptz, bigint, text, timestamptz, bigint) is
    'Records a follower count, or the followers gained in an interval; returns inserted, updated or unchanged. Without count and gain: it could not be read. Negative or otherwise impossible numbers and intervals: WT004.';

revoke all on function bandit.record_followers(bigint, timestamptz, numeric, timestamptz, bigint, text, timestamptz, bigint) from public;
grant execute on function bandit.record_followers(bigint, timestamptz, numeric, timestamptz, bigint, text, timestamptz, bigint) to bandit_bot, bandit_operator;
