-- finish_scrape: stores the results of a worker for the posts that it claimed, and for any others that it read.
--
-- Readings are stored as by record_outcomes, with the same checks. Each post that was read is due again by its age,
-- whichever worker had claimed it. A failure counts unless another worker has claimed the post since.

create or replace function bandit.finish_scrape(
    p_worker     text,                       -- name of the worker that claimed the posts
    p_results    jsonb,                      -- array of objects: rows of record_outcomes, or decision_id or tweet_id with error, or with deleted or absent true
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    recorded     bigint,
    unchanged    bigint,
    rejected     bigint,
    failed       bigint,
    deleted      bigint,
    unknown      bigint,
    unknown_keys jsonb
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_rows       bandit_internal.metrics_row[];
    v_results    record;
    v_counts     record;
begin
    perform bandit_internal.check_worker(p_worker);
    perform bandit_internal.check_rows(p_results, v_now, v_now);
    v_rows := bandit_internal.match_posts(v_account_id, bandit_internal.parse_metrics(p_results, v_now, v_now));

    select
        array_agg(c.reading) filter (where c.kind = 'read') as readings,
        array_agg((c.reading).decision_id) filter (where c.kind = 'read') as read_ids,
        array_agg((c.reading).posted_at) filter (where c.kind = 'read') as read_posted_at,
        array_agg((c.reading).decision_id) filter (where c.kind = 'deleted') as deleted_ids,
        array_agg((c.reading).decision_id) filter (where c.kind = 'failed') as failed_ids,
        array_agg((c.reading).posted_at) filter (where c.kind = 'failed') as failed_posted_at,
        array_agg(c.error) filter (where c.kind = 'failed') as errors,
        count(*) filter (where c.kind = 'failed') as failed,
        count(*) filter (where c.kind = 'deleted') as deleted,
        count(*) filter (where c.kind = 'unknown') as unknown
    into v_results
    from bandit_internal.classify_results(p_results, v_rows) as c;

    select r.inserted + r.updated as recorded, r.unchanged, r.rejected
    into v_counts
    from bandit_internal.record_metrics(v_account_id, v_results.readings, p_results, 'scrape', v_now) as r;

    perform
    from bandit.scrapes as s
    where s.account_id = v_account_id
      and s.decision_id = any (v_results.read_ids || v_results.deleted_ids || v_results.failed_ids)
    order by s.decision_id   -- concurrent workers lock the rows in the same order
    for no key update;

    perform bandit_internal.fail_scrapes(v_account_id, p_worker, v_results.failed_ids, v_results.failed_posted_at, v_results.errors, v_now);
    perform bandit_internal.complete_scrapes(v_account_id, p_worker, v_results.read_ids, v_results.read_posted_at, v_now);
    if v_results.deleted > 0 then
        perform bandit_internal.mark_deleted(v_account_id, v_results.deleted_ids, v_now);
    end if;

    return query
    select
        v_counts.recorded, v_counts.unchanged, v_counts.rejected, v_results.failed, v_results.deleted, v_results.unknown,
        bandit_internal.unknown_keys(p_results, bandit_internal.known_keys());
end
$function$;

comment on function bandit.finish_scrape(text, jsonb, timestamptz, bigint) is
    'Stores the results of a worker and schedules the next reading of each post; after a failure the wait doubles, and deleted posts are not read again. Returns the numbers of results recorded, unchanged, rejected (see rejected_rows), failed, deleted and unknown (not a post of the account, ignored), and the keys that it does not know and has ignored, as {key: rows}. No worker: WT004. Not an array of objects: WT014.';

revoke all on function bandit.finish_scrape(text, jsonb, timestamptz, bigint) from public;
grant execute on function bandit.finish_scrape(text, jsonb, timestamptz, bigint) to bandit_bot, bandit_operator;
