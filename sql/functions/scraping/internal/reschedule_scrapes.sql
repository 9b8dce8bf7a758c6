-- reschedule_scrapes: applies a changed schedule to the posts of an account.
--
-- Posts older than the old schedule return if the new one reaches them. Failing posts keep their wait.

create or replace function bandit_internal.reschedule_scrapes(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time by which posts are old
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_bands  bandit_internal.age_band[] := bandit_internal.read_age_bands(p_account_id);
    v_oldest timestamptz := p_now - (select max(b.until_age) from unnest(v_bands) as b);
begin
    insert into bandit.scrapes (account_id, decision_id, due_at)
    select p_account_id, c.decision_id, c.posted_at
    from bandit.content_metadata as c
    where c.account_id = p_account_id
      and c.status = 'posted'
      and c.posted_at > v_oldest
      and c.deleted_at is null
    order by c.decision_id
    on conflict (account_id, decision_id) do nothing;

    with reached as materialized (
        select s.decision_id, s.scraped_at, c.posted_at
        from bandit.scrapes as s
        join bandit.content_metadata as c
            on c.account_id = s.account_id
           and c.decision_id = s.decision_id
        where s.account_id = p_account_id
          and s.failures = 0
          and c.deleted_at is null
          and (s.due_at is not null or c.posted_at > v_oldest)
        order by s.decision_id
        for no key update of s
    ),
    scheduled as (
        select r.decision_id, bandit_internal.next_scrape(v_bands, r.posted_at, r.scraped_at) as due_at
        from reached as r
    )
    update bandit.scrapes as s
    set due_at = n.due_at
    from scheduled as n
    where s.account_id = p_account_id
      and s.decision_id = n.decision_id
      and s.due_at is distinct from n.due_at;
end
$function$;

comment on function bandit_internal.reschedule_scrapes(bigint, timestamptz) is
    'Sets when the posts of an account are due by its present schedule. Failing posts keep their wait; deleted ones stay unscheduled.';

revoke all on function bandit_internal.reschedule_scrapes(bigint, timestamptz) from public;
