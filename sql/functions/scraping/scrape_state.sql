-- scrape_state: where the scraping of an account stands, for a runner that keeps nothing itself.

create or replace function bandit.scrape_state(
    p_account_id bigint      default null,   -- null: the current account
    p_now        timestamptz default null    -- null: clock()
) returns table (
    next_cursor        text,
    cursor_posted_at   timestamptz,
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
    v_account_id bigint := bandit.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
begin
    return query
    select
        b.next_cursor,
        (
            select min(p.posted_at)
            from bandit.scrapes as s
            cross join lateral (
                select m.posted_at
                from bandit.content_metadata as m
                where m.account_id = s.account_id
                  and m.decision_id = s.decision_id
                limit 1
            ) as p
            where s.account_id = v_account_id
              and s.due_at is not null
              and greatest(s.due_at, s.lease_ends_at) <= v_now
        ),
        b.rate_limited_until,
        b.credits_left
    from bandit.scrape_budget(v_account_id, v_now) as b;
end
$function$;

comment on function bandit.scrape_state(bigint, timestamptz) is
    'Where scraping stands: next_cursor is the platform''s mark of the next page (null: the newest), cursor_posted_at the oldest post that is due, as far back as pages are worth reading (null: none is due), rate_limited_until the end of the rate limit (null: none now), credits_left what is left of the day''s budget (null: no budget).';

revoke all on function bandit.scrape_state(bigint, timestamptz) from public;
grant execute on function bandit.scrape_state(bigint, timestamptz) to bandit_bot, bandit_operator;
