-- claim_scrapes: posts for a worker to read now, which nobody else gets until its lease ends.
--
-- The index is in the order in which posts may be claimed, so this reads what it returns however many posts there are,
-- and however many are claimed. Who claims at the same moment skips what is locked. What has waited longest comes first,
-- so that no post starves.

create or replace function bandit.claim_scrapes(
    p_limit      integer     default 100,    -- posts at most
    p_worker     text        default null,   -- who reads them: a name of its own for each runner
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
    c_private     constant interval := interval '30 days';   -- platforms give private metrics no longer
    v_account_id  bigint := bandit_internal.resolve_account(p_account_id);
    v_now         timestamptz := coalesce(p_now, bandit.clock());
    v_lease_until timestamptz := v_now + (select s.scrape_lease from bandit.account_settings as s where s.account_id = v_account_id);
    v_state       record;
begin
    perform bandit_internal.check_worker(p_worker);
    if p_limit is null or p_limit < 1 then
        raise exception 'at least one post must be asked for'
            using errcode = 'WT004', detail = format('p_limit = %s', coalesce(p_limit::text, 'null')), hint = 'pass as many as one call to the platform reads, such as 100';
    end if;

    if exists (select 1 from bandit.account_settings as s where s.account_id = v_account_id and s.daily_credits is not null) then
        perform bandit_internal.lock_account(v_account_id);   -- what is left is given out once
    end if;
    select s.rate_limited_until, case when s.credits_left is not null then s.credits_left - bandit_internal.leased_scrapes(v_account_id, v_now) end as credits_left
    into v_state
    from bandit_internal.scrape_budget(v_account_id, v_now) as s;
    if v_state.rate_limited_until > v_now or v_state.credits_left < 1 then
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
        limit least(p_limit, v_state.credits_left)
        for no key update skip locked
    ),
    claimed as (
        update bandit.scrapes as s
        set worker = p_worker,
            lease_ends_at = v_lease_until
        from free as f
        where s.account_id = v_account_id
          and s.decision_id = f.decision_id
        returning s.decision_id, f.free_at
    )
    select c.decision_id, p.tweet_id, p.posted_at, p.posted_at > v_now - c_private, v_lease_until
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
    'Posts that are due, the longest waiting first, leased to the worker for the setting scrape_lease; wants_private: private metrics are still to be had. None while the platform''s rate limit lasts, and no more than the day''s credits still pay for. No worker, or p_limit below 1: WT004.';

revoke all on function bandit.claim_scrapes(integer, text, timestamptz, bigint) from public;
grant execute on function bandit.claim_scrapes(integer, text, timestamptz, bigint) to bandit_bot, bandit_operator;
