-- record_followers: stores the number of followers of an account, or the followers gained in an interval.
--
-- A repeated value changes nothing; another value for the same time and source replaces the first, and the correction is
-- logged. A count that could not be read is a row of its own, which ends no interval. Implausible gains are stored too:
-- attribute_followers decides whether they are apportioned.

create or replace function bandit.record_followers(
    p_count       bigint      default null,       -- followers; null without p_gained: could not be read
    p_at          timestamptz default null,       -- when it was read, or the end of the interval; null: p_now
    p_gained      numeric     default null,       -- followers gained from p_from to p_at, net of losses
    p_from        timestamptz default null,       -- start of the interval
    p_impressions bigint      default null,       -- impressions of the account in the interval; null: not measured
    p_source      text        default 'scrape',   -- source of the numbers
    p_now         timestamptz default null,       -- null: clock()
    p_account_id  bigint      default null        -- null: the current account
) returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
begin
    perform bandit_internal.check_time(p_from, v_now), bandit_internal.check_time(p_at, v_now);
    return bandit_internal.store_followers(
        v_account_id, p_count, coalesce(p_at, v_now), p_gained, p_from, p_impressions, null, null, null,
        coalesce(bandit_internal.check_source(p_source), 'scrape'), v_now
    );
end
$function$;

comment on function bandit.record_followers(bigint, timestamptz, numeric, timestamptz, bigint, text, timestamptz, bigint) is
    'Stores a follower count, or the followers gained in an interval; returns inserted, updated or unchanged. With neither, the row states that the count could not be read. Invalid numbers or intervals: WT004. Unknown account: WT001.';

revoke all on function bandit.record_followers(bigint, timestamptz, numeric, timestamptz, bigint, text, timestamptz, bigint) from public;
grant execute on function bandit.record_followers(bigint, timestamptz, numeric, timestamptz, bigint, text, timestamptz, bigint) to bandit_bot, bandit_operator;
