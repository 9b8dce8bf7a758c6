-- scrape_budget: whether an account may call its platform now: the rate limit and the credits left of the day.

create or replace function bandit_internal.scrape_budget(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- the present time
) returns table (
    next_cursor        text,
    rate_limited_until timestamptz,
    credits_left       integer
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_today date := (p_now at time zone 'UTC')::date;
begin
    return query
    select
        s.next_cursor,
        case when s.rate_limit_ends_at > p_now then s.rate_limit_ends_at end,
        case when a.daily_credits is not null then greatest(0, a.daily_credits - case when s.credits_used_on = v_today then s.credits_used else 0 end) end
    from bandit.account_settings as a
    left join bandit.scrape_states as s on s.account_id = a.account_id
    where a.account_id = p_account_id;
end
$function$;

comment on function bandit_internal.scrape_budget(bigint, timestamptz) is
    'Returns the cursor of the next page, the end of the rate limit (NULL: no limit now) and the credits left of the day (UTC; NULL: no budget).';

revoke all on function bandit_internal.scrape_budget(bigint, timestamptz) from public;
