-- finish_scrape: what a worker brought back for the posts it claimed, and for any others that it came across.
--
-- Readings go the way of record_outcomes, with its checks. Every post that was read is due again by its age, whoever had
-- claimed it. A failure counts unless somebody else has the post by now.

create or replace function bandit.finish_scrape(
    p_worker     text,                       -- who claimed the posts
    p_results    jsonb,                      -- array of objects: decision_id or tweet_id, and metrics {name: count} with collected_at, unavailable {metric: reason}, extra and raw, or error, or deleted or absent true
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    recorded  bigint,
    unchanged bigint,
    rejected  bigint,
    failed    bigint,
    deleted   bigint,
    unknown   bigint
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_results    record;
    v_counts     record;
begin
    perform bandit_internal.check_worker(p_worker);
    perform bandit_internal.check_rows(p_results, v_now);

    select
        coalesce(jsonb_agg(m.reading order by m.row_index) filter (where m.kind = 'read'), '[]') as readings,
        coalesce(array_agg(m.decision_id) filter (where m.kind = 'read'), '{}') as read_ids,
        coalesce(array_agg(m.posted_at) filter (where m.kind = 'read'), '{}') as read_posted_at,
        coalesce(array_agg(m.decision_id) filter (where m.kind = 'deleted'), '{}') as deleted_ids,
        coalesce(array_agg(m.decision_id) filter (where m.kind = 'failed'), '{}') as failed_ids,
        coalesce(array_agg(m.posted_at) filter (where m.kind = 'failed'), '{}') as failed_posted_at,
        coalesce(array_agg(m.error) filter (where m.kind = 'failed'), '{}') as errors,
        count(*) filter (where m.kind = 'failed') as failed,
        count(*) filter (where m.kind = 'deleted') as deleted,
        count(*) filter (where m.kind = 'unknown') as unknown
    into v_results
    from bandit_internal.match_results(v_account_id, p_results) as m;

    select r.inserted + r.updated as recorded, r.unchanged, r.rejected
    into v_counts
    from bandit.record_outcomes(v_results.readings, 'scrape', v_now, v_account_id) as r;

    perform
    from bandit.scrapes as s
    where s.account_id = v_account_id
      and s.decision_id = any (v_results.read_ids || v_results.deleted_ids || v_results.failed_ids)
    order by s.decision_id   -- workers whose results overlap wait for each other in the same order
    for no key update;

    perform bandit_internal.fail_scrapes(v_account_id, p_worker, v_results.failed_ids, v_results.failed_posted_at, v_results.errors, v_now);
    perform bandit_internal.skip_scrapes(v_account_id, p_worker, v_results.read_ids, v_results.read_posted_at, v_now);
    if v_results.deleted > 0 then
        perform bandit_internal.mark_deleted(v_account_id, v_results.deleted_ids, v_now);
    end if;

    return query
    select v_counts.recorded, v_counts.unchanged, v_counts.rejected, v_results.failed, v_results.deleted, v_results.unknown;
end
$function$;

comment on function bandit.finish_scrape(text, jsonb, timestamptz, bigint) is
    'Records what a worker read and when each post is due next; failures back off, deleted posts are left alone from then on. Counts the results: recorded, unchanged, rejected (see rejected_rows), failed, deleted, unknown (not a post of the account: ignored). No worker: WT004. Not an array of objects: WT014.';

revoke all on function bandit.finish_scrape(text, jsonb, timestamptz, bigint) from public;
grant execute on function bandit.finish_scrape(text, jsonb, timestamptz, bigint) to bandit_bot, bandit_operator;
