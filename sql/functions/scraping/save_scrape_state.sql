-- save_scrape_state: stores what the next runner must know after a call to the platform.

create or replace function bandit.save_scrape_state(
    p_cursor             text        default null,   -- the platform's cursor of the next page; null: start with the newest post
    p_rate_limited_until timestamptz default null,   -- when the rate limit ends; null: unchanged
    p_credits            integer     default null,   -- credits that the call cost; null: none
    p_now                timestamptz default null,   -- null: clock()
    p_account_id         bigint      default null    -- null: the current account
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_longest    constant interval := interval '24 hours';   -- no platform has a longer rate limit
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_today      date := (v_now at time zone 'UTC')::date;
    v_limit      timestamptz := case when p_rate_limited_until is not null then least(p_rate_limited_until, v_now + c_longest) end;
begin
    perform bandit_internal.check_time(p_rate_limited_until, null);
    if p_credits < 0 then
        raise exception 'credits cannot be negative'
            using errcode = 'WT004', detail = format('p_credits = %s', p_credits), hint = 'pass the cost of the call, 0 or more';
    end if;

    insert into bandit.scrape_states as s (account_id, next_cursor, rate_limit_ends_at, credits_used_on, credits_used)
    values (v_account_id, p_cursor, v_limit, v_today, coalesce(p_credits, 0))
    on conflict (account_id) do update
    set next_cursor = excluded.next_cursor,
        rate_limit_ends_at = coalesce(excluded.rate_limit_ends_at, s.rate_limit_ends_at),
        credits_used_on = greatest(excluded.credits_used_on, s.credits_used_on),
        credits_used = case when excluded.credits_used_on > s.credits_used_on then 0 else s.credits_used end + excluded.credits_used;
end
$function$;

comment on function bandit.save_scrape_state(text, timestamptz, integer, timestamptz, bigint) is
    'Stores the cursor of the next page and the end of the rate limit (at most 24 hours ahead), and adds the credits of the call to those of the day (UTC). Negative credits, or an invalid time: WT004.';

revoke all on function bandit.save_scrape_state(text, timestamptz, integer, timestamptz, bigint) from public;
grant execute on function bandit.save_scrape_state(text, timestamptz, integer, timestamptz, bigint) to bandit_bot, bandit_operator;
