-- fail_scrapes: posts could not be read; each further failure doubles the wait.

create or replace function bandit_internal.fail_scrapes(
    p_account_id   bigint,          -- the account
    p_worker       text,            -- name of the worker
    p_decision_ids uuid[],          -- n decisions, possibly repeated; null: none
    p_posted_at    timestamptz[],   -- n times of posting
    p_errors       text[],          -- n errors in words
    p_now          timestamptz      -- time of the failure
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_first   constant interval := interval '10 minutes';
    c_longest constant interval := interval '1 day';
    v_oldest  timestamptz := p_now - (select max(b.until_age) from bandit.scrape_schedule as b where b.account_id = p_account_id);
begin
    update bandit.scrapes as s
    set due_at = case when f.posted_at > v_oldest then p_now + least(c_first * 2 ^ least(s.failures, 20), c_longest) end,
        failures = s.failures + 1,
        last_error = f.error,
        worker = null,
        lease_ends_at = null
    from unnest(p_decision_ids, p_posted_at, p_errors) as f (decision_id, posted_at, error)
    where s.account_id = p_account_id
      and s.decision_id = f.decision_id
      and s.due_at is not null
      and (s.worker <> p_worker and s.lease_ends_at > p_now) is not true;
end
$function$;

comment on function bandit_internal.fail_scrapes(bigint, text, uuid[], timestamptz[], text[], timestamptz) is
    'Records a failed reading of posts: due again after 10 minutes, doubled with each further failure up to one day; never again once older than the schedule.';

revoke all on function bandit_internal.fail_scrapes(bigint, text, uuid[], timestamptz[], text[], timestamptz) from public;
