-- reschedule_scrapes: the schedule has changed; posts are due by the new one.
--
-- Posts that the old schedule had left alone come back where the new one reaches them. Failing posts keep their wait.

create or replace function bandit_internal.reschedule_scrapes(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time by which posts are old
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_oldest timestamptz := p_now - (select max(b.until_age) from bandit.scrape_schedule as b where b.account_id = p_account_id);
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
    listed as (
        select
            array_agg(r.decision_id order by r.decision_id) as decision_ids,
            array_agg(r.posted_at order by r.decision_id) as posted_at,
            array_agg(r.scraped_at order by r.decision_id) as scraped_at
        from reached as r
    )
    update bandit.scrapes as s
    set due_at = n.due_at
    from listed as l
    cross join lateral unnest(l.decision_ids) with ordinality as r (decision_id, place)
    cross join lateral bandit_internal.next_scrapes(p_account_id, l.posted_at, l.scraped_at) as n
    where n.place = r.place
      and s.account_id = p_account_id
      and s.decision_id = r.decision_id
      and s.due_at is distinct from n.due_at;
end
$function$;

comment on function bandit_internal.reschedule_scrapes(bigint, timestamptz) is
    'Sets when the posts of an account are due by its present schedule; failing posts keep their wait, deleted ones stay out. Internal.';

revoke all on function bandit_internal.reschedule_scrapes(bigint, timestamptz) from public;
