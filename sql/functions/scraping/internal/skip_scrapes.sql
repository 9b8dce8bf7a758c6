-- skip_scrapes: posts were read; they are due again by their age.
--
-- Another worker that has one of them claimed keeps its lease: it is reading right now.

create or replace function bandit_internal.skip_scrapes(
    p_account_id   bigint,          -- the account
    p_worker       text,            -- who read them
    p_decision_ids uuid[],          -- n decisions; one may stand twice
    p_posted_at    timestamptz[],   -- n times of posting
    p_now          timestamptz      -- time of reading
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    update bandit.scrapes as s
    set due_at = case when s.due_at is not null then n.due_at end,
        scraped_at = p_now,
        failures = 0,
        last_error = null,
        worker = case when s.worker <> p_worker and s.lease_ends_at > p_now then s.worker end,
        lease_ends_at = case when s.worker <> p_worker and s.lease_ends_at > p_now then s.lease_ends_at end
    from unnest(p_decision_ids) with ordinality as p (decision_id, place)
    join bandit_internal.next_scrapes(p_account_id, p_posted_at, array_fill(p_now, array[cardinality(p_decision_ids)])) as n using (place)
    where s.account_id = p_account_id
      and s.decision_id = p.decision_id;
end
$function$;

comment on function bandit_internal.skip_scrapes(bigint, text, uuid[], timestamptz[], timestamptz) is
    'Notes a successful scrape of posts and when they are due next; posts that are left alone stay so. Internal.';

revoke all on function bandit_internal.skip_scrapes(bigint, text, uuid[], timestamptz[], timestamptz) from public;
