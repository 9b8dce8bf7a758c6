-- scrape_state: the state of the scraping of an account, for a runner that stores nothing itself.

create or replace function bandit.scrape_state(
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    next_cursor        text,
    rate_limited_until timestamptz,
    credits_left       integer
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
begin
    return query
    select
        b.next_cursor,
        b.rate_limited_until,
        b.credits_left
    from bandit_internal.scrape_budget(v_account_id, v_now) as b;
end
$function$;

comment on function bandit.scrape_state(timestamptz, bigint) is
    'Returns the platform''s cursor of the next page (NULL: start with the newest post), the end of the rate limit (NULL: no limit now) and the credits left of the day (UTC; NULL: no budget).';

revoke all on function bandit.scrape_state(timestamptz, bigint) from public;
grant execute on function bandit.scrape_state(timestamptz, bigint) to bandit_bot, bandit_operator;
