-- classify_results: what a worker returned for each post: a reading, a failure, or that the post is deleted.

create or replace function bandit_internal.classify_results(
    p_results jsonb,                           -- array of n objects, see finish_scrape
    p_rows    bandit_internal.metrics_row[]    -- the same n results from match_posts
) returns table (
    kind    text,
    error   text,
    reading bandit_internal.metrics_row
)
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    c_metrics constant text[] := bandit_internal.count_names() || 'followers_gained'::text;
begin
    return query
    with results as (
        select
            m as reading,
            r.error,
            r.absent = 'true' as is_absent,
            case
                when r.deleted = 'true'                                             then 'deleted'
                when r.error is not null or r.absent = 'true'                       then 'failed'
                when p_results -> (r.ordinality - 1)::integer ?| c_metrics          then 'read'
                else 'failed'
            end as kind
        from rows from (jsonb_to_recordset(p_results) as (error text, deleted jsonb, absent jsonb)) with ordinality as r
        join unnest(p_rows) as m on m.row_index = r.ordinality
    )
    select
        case
            when (r.reading).is_known                                                               then r.kind
            when r.kind <> 'read' or num_nonnulls((r.reading).decision_id, (r.reading).tweet_id) > 0    then 'unknown'
            else 'read'   -- names no post: rejected and stored as such
        end,
        case
            when r.kind <> 'failed'     then null
            when r.error is not null    then left(coalesce(nullif(trim(r.error), ''), 'failed without a message'), 500)
            when r.is_absent            then 'not in the answer: deleted, hidden or skipped'
            else 'the result has neither metrics nor an error'
        end,
        r.reading
    from results as r;
end
$function$;

comment on function bandit_internal.classify_results(jsonb, bandit_internal.metrics_row[]) is
    'Returns for each result: read, failed (with the error), deleted, or unknown (not a post of the account), and its row.';

revoke all on function bandit_internal.classify_results(jsonb, bandit_internal.metrics_row[]) from public;
