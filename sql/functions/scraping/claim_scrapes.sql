-- claim_scrapes: leases due posts to a worker, so that no other worker reads them until the lease ends.
--
-- The index has the order in which posts are claimed, so the cost depends on the number of posts returned, not on the
-- number of posts waiting or claimed. Concurrent calls skip locked rows. The longest waiting posts are first.

create or replace function bandit.claim_scrapes(
    p_limit      integer     default 100,    -- largest number of posts
    p_worker     text        default null,   -- name of the worker, different for each runner
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    decision_id   uuid,
    tweet_id      text,
    posted_at     timestamptz,
    wants_private boolean,
    lease_until   timestamptz
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
#variable_conflict use_column
declare
    c_private     constant interval := interval '30 days';   -- platforms report private metrics no longer
    v_account_id  bigint := bandit_internal.resolve_account(p_account_id);
    v_now         timestamptz := bandit_internal.resolve_now(p_now);
    v_settings    record;
    v_budget      record;
    v_limit       bigint := p_limit;
begin
    perform bandit_internal.check_worker(p_worker);
    if p_limit is null or p_limit < 1 then
        raise exception 'the limit must be at least 1'
            using errcode = 'WT004', detail = format('p_limit = %s', coalesce(p_limit::text, 'null')), hint = 'pass the number of posts in one request to the platform, such as 100';
    end if;

    select s.daily_credits, v_now + s.scrape_lease as lease_until
    into v_settings
    from bandit.account_settings as s
    where s.account_id = v_account_id;
    if v_settings.daily_credits is not null then
        perform bandit_internal.lock_account(v_account_id);   -- concurrent calls must not use the same credits
    end if;
    select b.rate_limited_until, b.credits_left
    into v_budget
    from bandit_internal.scrape_budget(v_account_id, v_now) as b;
    if v_budget.credits_left is not null then
        v_limit := least(p_limit, v_budget.credits_left - bandit_internal.leased_scrapes(v_account_id, v_now));
    end if;
    if v_budget.rate_limited_until > v_now or v_limit < 1 then
        return;
    end if;

    return query
    with free as materialized (
        select s.decision_id, greatest(s.due_at, s.lease_ends_at) as free_at
        from bandit.scrapes as s
        where s.account_id = v_account_id
          and s.due_at is not null
          and greatest(s.due_at, s.lease_ends_at) <= v_now
        order by greatest(s.due_at, s.lease_ends_at)
        limit v_limit
        for no key update skip locked
    ),
    claimed as (
        update bandit.scrapes as s
        set worker = p_worker,
            lease_ends_at = v_settings.lease_until
        from free as f
        where s.account_id = v_account_id
          and s.decision_id = f.decision_id
        returning s.decision_id, f.free_at
    )
    select c.decision_id, p.tweet_id, p.posted_at, p.posted_at > v_now - c_private, v_settings.lease_until
    from claimed as c
    cross join lateral (
        select m.tweet_id, m.posted_at
        from bandit.content_metadata as m
        where m.account_id = v_account_id
          and m.decision_id = c.decision_id
        limit 1
    ) as p
    order by c.free_at, p.posted_at, c.decision_id;
end
$function$;

comment on function bandit.claim_scrapes(integer, text, timestamptz, bigint) is
    'Leases due posts to a worker for the setting scrape_lease and returns them, the longest waiting first; wants_private: the platform still reports private metrics. Returns no post during a rate limit, and no more posts than the credits left of the day. No worker, or p_limit below 1: WT004.';

revoke all on function bandit.claim_scrapes(integer, text, timestamptz, bigint) from public;
grant execute on function bandit.claim_scrapes(integer, text, timestamptz, bigint) to bandit_bot, bandit_operator;
