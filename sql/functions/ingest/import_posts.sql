-- import_posts: stores posts and their final metrics from a platform's export.
--
-- A post of a decision made here keeps its generator; any other needs one in its row. The metrics of an export are final,
-- so they are known from the time of posting. Rows that the reader of the file could not read have a problem and are
-- stored with the rejected ones. A post whose metrics are rejected is stored without them; accept_rejected adds them.

create or replace function bandit.import_posts(
    p_rows         jsonb,                      -- array of objects: tweet_id, posted_at, generator_name, content, metrics by name, file, row, problem {column, reason}
    p_collected_at timestamptz default null,   -- when the export was made, for rows without collected_at; null: clock()
    p_account_id   bigint      default null    -- null: the current account
) returns table (
    read         bigint,
    inserted     bigint,
    updated      bigint,
    unchanged    bigint,
    rejected     bigint,
    rejections   jsonb,
    unknown_keys jsonb
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id   bigint := bandit_internal.resolve_account(p_account_id);
    v_now          timestamptz := bandit.clock();
    v_collected_at timestamptz := coalesce(p_collected_at, v_now);
    v_posts        bandit_internal.post_row[];
    v_changed      text[];
    v_rows         bandit_internal.metrics_row[];
    v_results      record;
begin
    perform bandit_internal.check_rows(p_rows, v_collected_at, v_now);
    v_posts := bandit_internal.match_generators(v_account_id, bandit_internal.parse_posts(p_rows, v_now));
    v_changed := bandit_internal.store_posts(v_account_id, v_posts);

    v_rows := array(
        select m
        from unnest(bandit_internal.parse_metrics(p_rows, v_collected_at, v_now)) as m
        join unnest(v_posts) as p using (row_index)
        where p.reason is null
    );
    v_rows := bandit_internal.match_posts(v_account_id, v_rows);

    select
        count(*) as read,
        count(*) filter (where r.result = 'inserted') as inserted,
        count(*) filter (where r.result = 'updated') as updated,
        count(*) filter (where r.result = 'unchanged') as unchanged,
        count(*) filter (where r.result = 'rejected') as rejected,
        jsonb_agg(r.received order by r.row_index) filter (where r.result = 'rejected') as rows,
        array_agg(r.column_name order by r.row_index) filter (where r.result = 'rejected') as columns,
        array_agg(r.reason order by r.row_index) filter (where r.result = 'rejected') as reasons,
        jsonb_agg(
            jsonb_build_object('file', r.received -> 'file', 'row', r.received -> 'row', 'column', r.column_name, 'reason', r.reason)
            order by r.received ->> 'file', r.received -> 'row'
        ) filter (where r.result = 'rejected') as rejections,
        min(r.posted_at) as first_posted_at
    into v_results
    from (
        select
            p.row_index,
            case
                when p.reason is not null                                       then 'rejected'
                when s.result = 'unchanged' and p.tweet_id = any (v_changed)    then 'updated'
                else s.result
            end as result,
            coalesce(p.column_name, s.column_name) as column_name,
            coalesce(p.reason, s.reason) as reason,
            p_rows -> (p.row_index - 1)::integer as received,
            case when p.reason is null then p.posted_at end as posted_at
        from unnest(v_posts) as p
        left join bandit_internal.store_metrics(v_account_id, v_rows, p_rows, 'import', true, false) as s using (row_index)
    ) as r;

    if v_results.rejected > 0 then
        perform bandit_internal.reject_rows(v_account_id, 'import', v_results.rows, v_results.columns, v_results.reasons, v_collected_at);
    end if;
    if v_results.inserted + v_results.updated > 0 then
        perform bandit_internal.mark_attribution_due(v_account_id, v_results.first_posted_at);
    end if;

    return query
    select
        v_results.read, v_results.inserted, v_results.updated, v_results.unchanged, v_results.rejected, coalesce(v_results.rejections, '[]'),
        bandit_internal.unknown_keys(p_rows, bandit_internal.known_keys());
end
$function$;

comment on function bandit.import_posts(jsonb, timestamptz, bigint) is
    'Imports posts with their final metrics. Returns the numbers of rows read, inserted, updated, unchanged and rejected, and the rejected ones as [{file, row, column, reason}]; these are also stored in rejected_metrics. unknown_keys: the keys that it does not know and has ignored, as {key: rows}. Not an array of objects: WT014. Invalid p_collected_at: WT004.';

revoke all on function bandit.import_posts(jsonb, timestamptz, bigint) from public;
grant execute on function bandit.import_posts(jsonb, timestamptz, bigint) to bandit_operator;
