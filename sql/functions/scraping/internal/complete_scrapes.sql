-- complete_scrapes: posts were read, so they are due again by their age.
--
-- If another worker has claimed one of them, it keeps its lease: it is reading the post now.

create or replace function bandit_internal.complete_scrapes(
    p_account_id   bigint,          -- the account
    p_worker       text,            -- name of the worker that read them
    p_decision_ids uuid[],          -- n decisions, possibly repeated; null: none
    p_posted_at    timestamptz[],   -- n times of posting
    p_now          timestamptz      -- time of reading
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_bands bandit_internal.age_band[] := bandit_internal.read_age_bands(p_account_id);
begin
    update bandit.scrapes as s
    set due_at = case when s.due_at is not null then bandit_internal.next_scrape(v_bands, p.posted_at, p_now) end,
        scraped_at = p_now,
        failures = 0,
        last_error = null,
        worker = case when s.worker <> p_worker and s.lease_ends_at > p_now then s.worker end,
        lease_ends_at = case when s.worker <> p_worker and s.lease_ends_at > p_now then s.lease_ends_at end
    from unnest(p_decision_ids, p_posted_at) as p (decision_id, posted_at)
    where s.account_id = p_account_id
      and s.decision_id = p.decision_id;
end
$function$;

comment on function bandit_internal.complete_scrapes(bigint, text, uuid[], timestamptz[], timestamptz) is
    'Records a successful reading of posts and schedules the next one. A post that is no longer scheduled stays so.';

revoke all on function bandit_internal.complete_scrapes(bigint, text, uuid[], timestamptz[], timestamptz) from public;
