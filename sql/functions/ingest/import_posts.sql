-- import_posts: posts and their final metrics from a platform's export.
--
-- A post that a decision made here keeps its generator; any other needs one from the mapping. The metrics of an export
-- are final, so they count as known from the time of posting. Rows that the file's reader could not make sense of come
-- with a problem and are kept among the rejected. A post whose metrics are refused is still a post: it is stored without
-- them, so that accept_rejected can add them.

create or replace function bandit.import_posts(
    p_rows         jsonb,                      -- array of objects: tweet_id, posted_at, generator_name, content, metrics by name, file, row, problem {column, reason}
    p_collected_at timestamptz default null,   -- when the export was made, where a row does not say; null: clock()
    p_account_id   bigint      default null    -- null: the current account
) returns table (
    read       bigint,
    inserted   bigint,
    updated    bigint,
    unchanged  bigint,
    rejected   bigint,
    rejections jsonb
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id   bigint := bandit_internal.resolve_account(p_account_id);
    v_collected_at timestamptz := coalesce(p_collected_at, bandit.clock());
    v_posts        record;
    v_metrics      record;
    v_accepted     jsonb := p_rows;
    v_changed      text[];
begin
    perform bandit_internal.check_rows(p_rows, v_collected_at);

    select
        count(*) as refused,
        jsonb_agg(p_rows -> (r.row_index - 1)::integer order by r.row_index) as rows,
        array_agg(r.column_name order by r.row_index) as columns,
        array_agg(r.reason order by r.row_index) as reasons,
        array_agg(r.row_index) as indexes
    into v_posts
    from bandit_internal.find_refused_posts(v_account_id, p_rows) as r;

    if v_posts.refused > 0 then
        perform bandit_internal.reject_rows(v_account_id, 'import', v_posts.rows, v_posts.columns, v_posts.reasons, v_collected_at);
        select coalesce(jsonb_agg(r.raw order by r.row_index), '[]')
        into v_accepted
        from jsonb_array_elements(p_rows) with ordinality as r (raw, row_index)
        where r.row_index <> all (v_posts.indexes);
    end if;

    v_changed := bandit_internal.store_posts(v_account_id, v_accepted);

    select
        count(*) filter (where s.result = 'inserted') as inserted,
        count(*) filter (where s.result = 'updated' or c.is_post_changed) as updated,
        count(*) filter (where s.result = 'unchanged' and not c.is_post_changed) as unchanged,
        count(*) filter (where s.result = 'rejected') as rejected,
        jsonb_agg(v_accepted -> (s.row_index - 1)::integer order by s.row_index) filter (where s.result = 'rejected') as rows,
        array_agg(s.column_name order by s.row_index) filter (where s.result = 'rejected') as columns,
        array_agg(s.reason order by s.row_index) filter (where s.result = 'rejected') as reasons
    into v_metrics
    from bandit_internal.store_outcomes(v_account_id, v_accepted, 'import', v_collected_at, true, false) as s
    cross join lateral (
        select s.result = 'unchanged' and v_accepted -> (s.row_index - 1)::integer ->> 'tweet_id' = any (v_changed) as is_post_changed
    ) as c;

    if v_metrics.rejected > 0 then
        perform bandit_internal.reject_rows(v_account_id, 'import', v_metrics.rows, v_metrics.columns, v_metrics.reasons, v_collected_at);
    end if;

    if v_metrics.inserted + v_metrics.updated > 0 then
        perform bandit_internal.mark_attribution_due(v_account_id, (
            select min((r.raw ->> 'posted_at')::timestamptz)
            from jsonb_array_elements(v_accepted) as r (raw)
        ));
    end if;

    return query
    select
        jsonb_array_length(p_rows)::bigint,
        v_metrics.inserted,
        v_metrics.updated,
        v_metrics.unchanged,
        v_posts.refused + v_metrics.rejected,
        coalesce(
            (
                select jsonb_agg(
                    jsonb_build_object('file', r.raw -> 'file', 'row', r.raw -> 'row', 'column', r.column_name, 'reason', r.reason)
                    order by r.raw ->> 'file', (r.raw -> 'row')
                )
                from rows from (
                    jsonb_array_elements(coalesce(v_posts.rows, '[]') || coalesce(v_metrics.rows, '[]')),
                    unnest(v_posts.columns || v_metrics.columns),
                    unnest(v_posts.reasons || v_metrics.reasons)
                ) as r (raw, column_name, reason)
            ),
            '[]'
        );
end
$function$;

comment on function bandit.import_posts(jsonb, timestamptz, bigint) is
    'Imports posts with their final metrics; counts what became of the rows and lists the refused ones as [{file, row, column, reason}], which are also in rejected_metrics. Not an array of objects: WT014. Infinite p_collected_at: WT004.';

revoke all on function bandit.import_posts(jsonb, timestamptz, bigint) from public;
grant execute on function bandit.import_posts(jsonb, timestamptz, bigint) to bandit_operator;
